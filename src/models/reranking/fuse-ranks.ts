/** Damps the first places, so that being first in one list does not outweigh being high in several. */
const damping = 60;

/**
 * One list from several, best first: ordered by Σ 1 / (60 + place in each list, from 1), ties by the lower item. It needs no
 * scores, so that lists by measures of different kinds can be brought together. Cormack, Clarke & Büttcher 2009, "Reciprocal
 * rank fusion". O(n · log n) of all that is listed.
 */
export function fuseRanks(lists: readonly (readonly number[])[]): number[] {
  const worth = new Map<number, number>();
  for (const list of lists) {
    for (const [at, item] of list.entries()) worth.set(item, (worth.get(item) ?? 0) + 1 / (damping + at + 1));
  }
  return [...worth.keys()].sort((a, b) => worth.get(b)! - worth.get(a)! || a - b);
}
