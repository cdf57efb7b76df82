import type { Context } from '../context.ts';
import type { Ratings } from '../dataset/ratings.ts';
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
  readonly unreachable: number;
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
  const { metrics, cutoffs, genres, segments, ...rules } = judging;
  const outcomes = new Outcomes({ metrics, cutoffs, users: ratings.users.size, items: ratings.items.size });
  // Lists that no metric looks at need not be made.
  const lengths = metrics.some(({ kind }) => kind !== 'rating') ? cutoffs : [];
  let unreachable = 0;
  for (const { roles, model: modelOf, pool, candidates } of rounds) {
    const part = (wanted: number) => ratings.filter((at) => roles[at] === wanted).byUser;
    const model = await modelOf(name);
    const test = {
      ...rules,
      heldOut: part(role.test),
      foldIn: roles.includes(role.foldIn) ? part(role.foldIn) : undefined,
      // Ratings are 32-bit numbers, and so has to be what they are compared with.
      relevant: Math.fround(rules.relevant),
      cutoffs: lengths,
      background: backgroundOf(model.seen, genres),
      ...{ pool, candidates },
    };
    unreachable += await evaluateModel(model, test, { outcomes, segments }, context);
  }
  return { outcomes, unreachable };
}
