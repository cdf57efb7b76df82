import { dampenPopularity } from './dampen-popularity.ts';
import { maximalMarginalRelevance, type Likeness } from './maximal-marginal-relevance.ts';

/** What a list should be besides good, each from 0, not at all, to 1. */
export interface Reranking {
  /** How little its films should have in common, see `maximalMarginalRelevance`. */
  readonly diversity: number;
  /** How little known they should be, see `dampenPopularity`. */
  readonly novelty: number;
}

/** How many candidates are looked at to fill k places: enough to choose from, few enough for a slider that is moved. */
export const candidatesFor = (k: number): number => Math.max(10 * k, 200);

/**
 * The places of the k candidates that make the better list. Candidates come best first, with their scores and numbers of
 * ratings; with diversity and novelty 0 they stay as they are. O(candidates · k).
 */
export function rerank(
  scores: ArrayLike<number>,
  counts: ArrayLike<number>,
  k: number,
  { diversity, novelty }: Reranking,
  likeness: Likeness,
): number[] {
  const worth = novelty > 0 ? dampenPopularity(scores, counts, novelty) : Float64Array.from(scores);
  const order = [...worth.keys()].sort((a, b) => worth[b] - worth[a] || a - b);
  if (diversity === 0) return order.slice(0, k);
  const ordered = Float64Array.from(order, (place) => worth[place]);
  const alike: Likeness = (a, b) => likeness(order[a], order[b]);
  return maximalMarginalRelevance(ordered, k, diversity, alike).map((place) => order[place]);
}
