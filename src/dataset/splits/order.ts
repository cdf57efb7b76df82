import { uniform } from '../../random.ts';
import type { SplitColumns } from './split.ts';

/** Positions of ratings, grouped by user: those of user u are positions[starts[u]] to positions[starts[u + 1] - 1]. */
export interface Grouped {
  readonly positions: Uint32Array;
  readonly starts: Uint32Array;
}

/** All positions in random order. The same ratings in other rows come in the same order. */
export function randomOrder(columns: SplitColumns, seed: number, purpose: string): Uint32Array {
  const random = uniform(seed, purpose);
  const { user, item } = columns;
  const draws = new Uint32Array(user.length);
  for (let at = 0; at < draws.length; at++) draws[at] = 2 ** 32 * random(user[at] * 2 ** 32 + item[at]);
  return inOrderOf(draws, byUserAndItem(columns));
}

/** All positions from the earliest to the latest; at the same second by user, then by item. */
export function timeOrder(columns: SplitColumns): Uint32Array {
  return inOrderOf(columns.time!, byUserAndItem(columns));
}

/** The positions user by user, in the given order within each. */
export function groupedByUser({ user, users }: SplitColumns, positions: Uint32Array): Grouped {
  return sortedBy(user, users, positions);
}

/** All positions by user, then by item. */
export function byUserAndItem({ user, item, users, items }: SplitColumns): Uint32Array {
  const positions = new Uint32Array(user.length);
  let sorted = true;
  for (let at = 0; at < positions.length; at++) {
    positions[at] = at;
    sorted &&= at === 0 || user[at - 1] < user[at] || (user[at - 1] === user[at] && item[at - 1] < item[at]);
  }
  return sorted ? positions : sortedBy(user, users, sortedBy(item, items, positions).positions).positions;
}

/** Sorts by 32-bit keys in two passes, over the lower and then over the upper half. */
function inOrderOf(keys: Uint32Array, positions: Uint32Array): Uint32Array {
  const byLowerHalf = sortedBy(keys, 0x10000, positions, 0, 0xffff).positions;
  return sortedBy(keys, 0x10000, byLowerHalf, 16, 0xffff).positions;
}

/** A stable counting sort of all positions by their key, or by the bits of it that `shift` and `mask` choose. */
function sortedBy(
  keys: Int32Array | Uint32Array,
  keyCount: number,
  positions: Uint32Array,
  shift = 0,
  mask = -1,
): Grouped {
  const starts = new Uint32Array(keyCount + 1);
  for (let at = 0; at < keys.length; at++) starts[((keys[at] >>> shift) & mask) + 1]++;
  for (let key = 0; key < keyCount; key++) starts[key + 1] += starts[key];
  const next = starts.slice();
  const sorted = new Uint32Array(positions.length);
  for (let at = 0; at < positions.length; at++) {
    const position = positions[at];
    sorted[next[(keys[position] >>> shift) & mask]++] = position;
  }
  return { positions: sorted, starts };
}
