import type { History } from '../../dataset/history.ts';
import { uniform } from '../../random.ts';

/**
 * The place, from 0 to 1, of each item that nobody rated among all such, for someone with this history. Nothing speaks
 * for one of them rather than another; in the order of the catalog the old and famous would come first, which an
 * evaluation would take for merit.
 */
export function unratedOrder({ items }: History): (item: number) => number {
  // A key from the items (FNV-1a, Fowler, Noll & Vo 1991), so that known and folded-in people have the same order.
  let key = 0x811c9dc5;
  for (const item of items) key = Math.imul(key ^ item, 0x01000193) >>> 0;
  return uniform(key, 'films that nobody rated');
}
