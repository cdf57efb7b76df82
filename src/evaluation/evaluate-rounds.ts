import type { Context } from '../context.ts';
import type { Ratings } from '../dataset/ratings.ts';
import type { Rows } from '../dataset/rows.ts';
import { role } from '../dataset/splits/role.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Model } from '../models/contract/model.ts';
import { backgroundOf } from './background.ts';
import type { Candidates } from './candidates.ts';
import { evaluateModel } from './evaluate-model.ts';
import { Outcomes } from './outcomes.ts';
import type { FilmSegments } from './segments/film-segments.ts';

/** One training and test: what each rating is for, and the model of a name that was fitted on the training part. */
export interface Round {
  readonly roles: Uint8Array;
  model(name: string): Promise<Model>;
  /** A byte for each film that may be listed; without it, those that have a training rating. */
  readonly pool?: Uint8Array | undefined;
  /** Films to be ranked instead, person by person. */
  readonly candidates?: Candidates | undefined;
}

/** How models are judged. */
export interface Judging {
  readonly metrics: readonly Metric[];
  /** Where lists are cut. */
  readonly cutoffs: readonly number[];
  /** A held-out rating from here on is a good one. */
  readonly relevant: number;
  /** The genres of each film, for metrics that go by them. */
  readonly genres?: readonly (readonly string[])[] | undefined;
  /** Take the figures of groups of films, where they are wanted. */
  readonly segments?: readonly FilmSegments[] | undefined;
}

/** How a model did over all rounds, person by person. */
export interface RoundsResult {
  readonly outcomes: Outcomes;
  /** Relevant held-out films that could not be listed, over all lists. */
  unreachable: number;
}

/**
 * Tests the model of a name round by round; a person who is tested in several has one row, in which they add up.
 * @throws LEAK, OPTION_RANGE
 */
export async function evaluateRounds(
  name: string,
  rounds: readonly Round[],
  ratings: Ratings,
  judging: Judging,
  context: Context,
): Promise<RoundsResult> {
  const result = noRounds(ratings, judging);
  for (const round of rounds) await evaluateRound(await round.model(name), round, ratings, judging, result, context);
  return result;
}

/** Before the first round. */
export const noRounds = ({ users, items }: Ratings, { metrics, cutoffs }: Judging): RoundsResult => ({
  outcomes: new Outcomes({ metrics, cutoffs, users: users.size, items: items.size }),
  unreachable: 0,
});

/**
 * Tests a fitted model in one round, and adds what came to the result.
 * @throws LEAK, OPTION_RANGE
 */
export async function evaluateRound(
  model: Model,
  { roles, pool, candidates }: Omit<Round, 'model'>,
  ratings: Ratings,
  { metrics, cutoffs, genres, segments, relevant }: Judging,
  result: RoundsResult,
  context: Context,
): Promise<void> {
  const part = (wanted: number): Rows => ratings.filter((at) => roles[at] === wanted).byUser;
  const test = {
    heldOut: part(role.test),
    foldIn: roles.includes(role.foldIn) ? part(role.foldIn) : undefined,
    hidden: roles.includes(role.hidden) ? part(role.hidden) : undefined,
    // Ratings are 32-bit numbers, and so has to be what they are compared with.
    relevant: Math.fround(relevant),
    // Lists that no metric looks at need not be made.
    cutoffs: metrics.some(({ kind }) => kind !== 'rating') ? cutoffs : [],
    background: backgroundOf(model.seen, genres),
    ...{ pool, candidates },
  };
  for (const one of segments ?? []) one.beginRound(roles);
  result.unreachable += await evaluateModel(model, test, { outcomes: result.outcomes, segments }, context);
}
