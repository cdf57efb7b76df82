import { byUserAndItem, groupedByUser } from './splits/order.ts';
import type { SplitColumns } from './splits/split.ts';

/**
 * Finds the position of a rating by user and item index: -1 where there is none. Eight bytes a rating, and a binary
 * search among the person's ratings for each answer.
 */
export function pairIndex(columns: SplitColumns): (user: number, item: number) => number {
  const { positions, starts } = groupedByUser(columns, byUserAndItem(columns));
  return (user, item) => {
    let [low, high] = [starts[user], starts[user + 1]];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (columns.item[positions[middle]] < item) low = middle + 1;
      else high = middle;
    }
    return low < starts[user + 1] && columns.item[positions[low]] === item ? positions[low] : -1;
  };
}
