import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import { bootstrapIntervals, noInterval } from './bootstrap-interval.ts';
import type { Estimate } from './measure.ts';
import type { Outcomes } from './outcomes.ts';

/** How good a model is: figures by key (`rmse`, `precision@10`), and how many people and pairs they rest on. */
export interface Summary {
  readonly users: number;
  readonly pairs: number;
  readonly fallback: number;
  readonly lists: number;
  readonly withoutRelevant: number;
  readonly withoutCandidates: number;
  /** Lists that the model itself could not fill. */
  readonly filled: number;
  readonly metrics: Readonly<Record<string, Estimate>>;
  /** Figures that have no meaning on what was tested, such as R² where all held-out ratings are equal. */
  readonly meaningless: readonly string[];
}

/**
 * The figures of everyone with bootstrap 95 % intervals. A figure in which nobody has a part (the RMSE of a model that
 * only ranks) is left out, never NaN or 0.
 * @throws NOTHING_TO_TEST where there is neither a prediction nor a judged list
 */
export async function summarizeOutcomes(outcomes: Outcomes, context: Context): Promise<Summary> {
  const { users, pairs, fallback, lists, withoutRelevant, withoutCandidates, filled } = outcomes;
  if (users === 0) {
    const why =
      withoutCandidates > 0
        ? 'everyone has rated all films that could be listed'
        : withoutRelevant > 0
          ? 'nobody has a relevant held-out film'
          : 'there are no held-out ratings';
    throw new MovierecError(
      'NOTHING_TO_TEST',
      `${why}.`,
      'Hold out a larger share, choose another split, or lower --relevant.',
    );
  }
  const keys = [...outcomes.measures.keys()];
  const intervals = await bootstrapIntervals([...outcomes.measures.values()], context);
  const personal = keys.map((key, at) => [key, intervals[at]] as const);
  const catalog = lists > 0 ? [...outcomes.catalogFigures()] : [];
  const estimates = [...personal, ...catalog.map(([key, value]) => [key, { value, ...noInterval }] as const)];
  const asked = estimates.filter(([key]) => (key.includes('@') ? lists > 0 : pairs > 0));
  return {
    users,
    pairs,
    fallback,
    lists,
    withoutRelevant,
    withoutCandidates,
    filled,
    metrics: Object.fromEntries(estimates.filter(([, { value }]) => Number.isFinite(value))),
    meaningless: asked.flatMap(([key, { value }]) => (Number.isFinite(value) ? [] : [key])),
  };
}
