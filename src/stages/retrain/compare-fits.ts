import type { Context } from '../../context.ts';
import { compress, type Rows } from '../../dataset/rows.ts';
import { role } from '../../dataset/splits/role.ts';
import { MovierecError } from '../../errors.ts';
import { backgroundOf } from '../../evaluation/background.ts';
import { evaluateModel, type Test } from '../../evaluation/evaluate-model.ts';
import { figureOf, measuresOf, type Measure } from '../../evaluation/measure.ts';
import { Outcomes } from '../../evaluation/outcomes.ts';
import { pairedTests, type PairedTest } from '../../evaluation/paired-test.ts';
import { filmsOf } from '../../evaluation/pool-of.ts';
import { ndcg } from '../../metrics/ndcg.ts';
import type { Model } from '../../models/contract/model.ts';
import { sampled } from '../../random.ts';
import type { TrainingSet } from './training-set.ts';

/** NDCG@10 of two honest fits on the same held-out ratings of the same people. */
export interface Comparison {
  readonly before: number;
  readonly after: number;
  /** How many people it is of. */
  readonly people: number;
  /** After minus before, with its bootstrap 95 % interval; null with fewer than two people. */
  readonly difference: Pick<PairedTest, 'difference' | 'low' | 'high'>;
}

/** What came of a check: over all who were tested, and over those of the data set and of the service alone. */
export interface Check {
  readonly all: Comparison;
  /** Null where none of them could be tested. */
  readonly dataset: Comparison | null;
  readonly service: Comparison | null;
}

/** The length of lists that are judged. */
const k = 10;
/** How many of the data set's people are tested at most, and as many of the service's. */
export const mostPeople = 2000;

/**
 * Asks two honest fits for lists for the same people, all of them folded in with the ratings that are not held out, and
 * judges these by the ratings that are. Lists hold films that anybody has rated by now. People without a rating on both
 * sides are not tested. Cost: two scorings of all films for at most 4,000 people.
 * @throws LEAK where a fit has seen a rating of the data set that it is tested on; NOTHING_TO_TEST
 */
export async function compareFits(
  before: Model,
  after: Model,
  set: TrainingSet,
  seed: number,
  context: Context,
): Promise<Check> {
  const { ratings, roles, people } = set;
  // The people of the service are other rows in each fit; here they are rows that no fit has: strangers to both.
  const strangers = Math.max(before.seen.users.size, after.seen.users.size) - people;
  const rows = ratings.users.size + strangers;
  const given = (at: number): boolean => roles[at] === role.train || roles[at] === role.foldIn;
  const tested = testedPeople(set, given, seed);
  const part = (keep: (at: number) => boolean): Rows => {
    const { user, item, value, time } = ratings.filter(
      (at) => tested[ratings.columns.user[at]] === 1 && keep(at),
    ).columns;
    const row = user.map((index) => (index < people ? index : index + strangers));
    return compress({ row, column: item, value, time }, rows, ratings.items.size);
  };
  const test: Test = {
    heldOut: part((at) => roles[at] === role.test),
    foldIn: part(given),
    relevant: ratings.relevant,
    cutoffs: [k],
    background: backgroundOf(after.seen),
    pool: filmsOf(ratings.filter(given)),
  };
  const measure = async (model: Model): Promise<Measure> => {
    const outcomes = new Outcomes({ metrics: [ndcg], cutoffs: [k], users: rows, items: ratings.items.size });
    await evaluateModel(model, test, { outcomes }, context);
    return outcomes.measures.get(`ndcg@${k}`)!;
  };
  const pair = { first: await measure(after), second: await measure(before) };
  const judged = [...pair.first.parts.weight.keys()].filter((row) => pair.first.parts.weight[row] > 0);
  const compared = async (who: readonly number[]): Promise<Comparison | null> => {
    if (who.length === 0) return null;
    const measures = measuresOf(new Map(Object.entries(pair)), who);
    const [first, second] = [measures.get('first')!, measures.get('second')!];
    const [{ difference, low, high }] = await pairedTests([{ first, second }], context, { exchanges: 1 });
    return {
      ...{ before: figureOf(second), after: figureOf(first), people: who.length },
      difference: { difference, low, high },
    };
  };
  const all = await compared(judged);
  if (!all) {
    throw new MovierecError(
      'NOTHING_TO_TEST',
      'nobody has both a good rating that is held out and ratings to go by, so no fit can be checked.',
      'Hold out a larger share: movierec clean --test 0.2',
    );
  }
  return {
    all,
    dataset: await compared(judged.filter((row) => row < people)),
    service: await compared(judged.filter((row) => row >= people)),
  };
}

/** A byte for each person: 1 for a sample of those of the data set, and of the service, who have ratings on both sides. */
function testedPeople(
  { ratings: { users, columns }, roles, people }: TrainingSet,
  given: (at: number) => boolean,
  seed: number,
): Uint8Array {
  const [hasGiven, hasHeldOut] = [new Uint8Array(users.size), new Uint8Array(users.size)];
  for (const [at, user] of columns.user.entries()) {
    if (given(at)) hasGiven[user] = 1;
    else if (roles[at] === role.test) hasHeldOut[user] = 1;
  }
  const both = [...hasGiven.keys()].filter((user) => hasGiven[user] && hasHeldOut[user]);
  const chosen = (some: readonly number[], purpose: string): number[] =>
    some.length <= mostPeople
      ? [...some]
      : Array.from(sampled(some.length, mostPeople, seed, purpose), (at) => some[at]);
  const tested = new Uint8Array(users.size);
  for (const user of chosen(
    both.filter((one) => one < people),
    'retrain data set',
  ))
    tested[user] = 1;
  for (const user of chosen(
    both.filter((one) => one >= people),
    'retrain service',
  ))
    tested[user] = 1;
  return tested;
}
