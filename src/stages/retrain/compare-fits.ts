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
import { rmse } from '../../metrics/rmse.ts';
import type { Model } from '../../models/contract/model.ts';
import { targetOf } from '../../tuning/target.ts';
import { testedPeople } from './tested-people.ts';
import type { TrainingSet } from './training-set.ts';

/** A figure of two honest fits on the same held-out ratings of the same people. */
export interface FitComparison {
  readonly before: number;
  readonly after: number;
  /** How many people it is of. */
  readonly people: number;
  /** After minus before, with its bootstrap 95 % interval; null with fewer than two people. */
  readonly difference: Pick<PairedTest, 'difference' | 'low' | 'high'>;
}

/** Fits that know nothing of what is held out. */
export interface HonestFits {
  readonly after: Model;
  /** As the version in service was. */
  readonly before: Model;
  /** As the model was before any retraining, where that is another. */
  readonly asTrained?: Model | undefined;
}

/** What came of a check. */
export interface FitCheck {
  /** What the model is for, and so is judged by: RMSE where it predicts ratings, NDCG@10 where it only ranks. */
  readonly figure: string;
  readonly better: 'higher' | 'lower';
  /** Over all who were tested. */
  readonly all: FitComparison;
  /** Over those of the data set and of the service alone; null where none of them could be tested. */
  readonly dataset: FitComparison | null;
  readonly service: FitComparison | null;
  /** Over those of the data set, against the model as trained; null where that is in service, too. */
  readonly asTrained: FitComparison | null;
  /** NDCG@10 over all, whatever it is judged by. */
  readonly ndcg: Pick<FitComparison, 'before' | 'after'>;
}

/** The length of lists that are judged. */
const k = 10;
const ndcgKey = `ndcg@${k}`;

/**
 * Asks honest fits for lists for the same people, all of them folded in with the ratings that are not held out, and
 * judges these, and the ratings that a fit predicts, by the ratings that are. Lists hold films that anybody has rated by
 * now. People without a rating on both sides are not tested. Cost: a scoring of all films for at most 4,000 people with
 * each fit.
 * @throws LEAK where a fit has seen a rating of the data set that it is tested on; NOTHING_TO_TEST
 */
export async function compareFits(
  { after, before, asTrained }: HonestFits,
  set: TrainingSet,
  seed: number,
  context: Context,
): Promise<FitCheck> {
  const { ratings, roles, people } = set;
  // The people of the service are other rows in each fit; here they are rows that no fit has: strangers to all.
  const known = [after, before, asTrained].map((fit) => fit?.seen.users.size ?? 0);
  const strangers = Math.max(...known) - people;
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
  const measured = async (model: Model): Promise<Outcomes['measures']> => {
    const outcomes = new Outcomes({ metrics: [ndcg, rmse], cutoffs: [k], users: rows, items: ratings.items.size });
    await evaluateModel(model, test, { outcomes }, context);
    return outcomes.measures;
  };
  const [fresh, old] = [await measured(after), await measured(before)];
  const first = asTrained && (await measured(asTrained));
  const { metric, key } = targetOf(undefined, after.definition.name, after.feedback);
  const isOfSet = (row: number): boolean => row < people;
  const isJudged = ({ parts }: Measure, row: number): boolean => parts.weight[row] > 0;
  const compared = async (
    figure: string,
    isOne: (row: number) => boolean = () => true,
    against = old,
  ): Promise<FitComparison | null> => {
    const pair = { new: fresh.get(figure)!, old: against.get(figure)! };
    const who = Array.from({ length: rows }, (_, row) => row).filter((row) => isOne(row) && isJudged(pair.new, row));
    if (who.length === 0) return null;
    const measures = measuresOf(new Map(Object.entries(pair)), who);
    const [first, second] = [measures.get('new')!, measures.get('old')!];
    const [{ difference, low, high }] = await pairedTests([{ first, second }], context, { exchanges: 1 });
    return {
      ...{ before: figureOf(second), after: figureOf(first), people: who.length },
      difference: { difference, low, high },
    };
  };
  const [all, lists] = [await compared(key), await compared(ndcgKey)];
  if (!all || !lists) {
    throw new MovierecError(
      'NOTHING_TO_TEST',
      'nobody has both a good rating that is held out and ratings to go by, so no fit can be checked.',
      'Hold out a larger share: movierec clean --test 0.3',
    );
  }
  return {
    ...{ figure: key, better: metric.better, all },
    dataset: await compared(key, isOfSet),
    service: await compared(key, (row) => !isOfSet(row)),
    asTrained: first ? await compared(key, isOfSet, first) : null,
    ndcg: { before: lists.before, after: lists.after },
  };
}
