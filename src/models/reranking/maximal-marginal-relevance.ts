import { normalized } from './normalized.ts';

/** How alike two candidates are, by their places: from 0, nothing in common, to 1, the same. */
export type Likeness = (a: number, b: number) => number;

/**
 * Chooses k of some candidates one after another, each time the one with the highest
 *
 *     (1 − diversity) · score − diversity · the likeness to the most alike of those already chosen
 *
 * with scores brought to 0..1 over the candidates; of equals the one that comes first. Diversity 0 keeps the order of the
 * scores, 1 goes by likeness alone once the best is chosen. Returns places in `scores`.
 *
 * Carbonell & Goldstein 1998, "The use of MMR, diversity-based reranking"; their λ is 1 − diversity. O(candidates · k).
 */
export function maximalMarginalRelevance(
  scores: ArrayLike<number>,
  k: number,
  diversity: number,
  likeness: Likeness,
): number[] {
  const relevance = normalized(scores);
  /** To the most alike of those chosen so far. */
  const closest = new Float64Array(scores.length);
  const left = new Set(relevance.keys());
  const chosen: number[] = [];
  while (chosen.length < k && left.size > 0) {
    let best = -1;
    let highest = -Infinity;
    for (const place of left) {
      const value = (1 - diversity) * relevance[place] - diversity * closest[place];
      if (value > highest) [best, highest] = [place, value];
    }
    left.delete(best);
    chosen.push(best);
    for (const place of left) closest[place] = Math.max(closest[place], likeness(best, place));
  }
  return chosen;
}
