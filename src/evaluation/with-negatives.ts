import { historyOf } from '../dataset/history.ts';
import type { Rows } from '../dataset/rows.ts';
import type { Candidates } from './candidates.ts';

/**
 * Each person's relevant held-out films (rated at least `relevant`) among others, each film once: row u of `negatives` is
 * for person u.
 */
export function withNegatives(
  heldOut: Rows,
  relevant: number,
  negatives: { readonly starts: Uint32Array; readonly indexes: Int32Array },
): Candidates {
  return {
    of(user) {
      const { items, ratings } = historyOf(heldOut, user);
      const good = items.filter((_, at) => ratings[at] >= relevant);
      const others = negatives.indexes.subarray(negatives.starts[user], negatives.starts[user + 1]);
      return Int32Array.from(new Set([...good, ...others])).sort();
    },
  };
}
