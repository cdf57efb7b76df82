import { floatAt, intAt, setFloat } from './arrays';

/**
 * Rows from `firstItem` to before `lastItem` of XᵀX + λI, or unless `whole` of its upper triangle, X being 1 where a
 * user has an item and 0 elsewhere: how many users have both of two items, in rows of `size` numbers. An item's users are entries
 * itemStarts[i] … itemStarts[i + 1] of `users`, a user's items those of `items`, ascending.
 * O(users' pairs of items), Σ n², or half of that.
 */
export function coCounts(
  firstItem: i32,
  lastItem: i32,
  itemStarts: usize,
  users: usize,
  userStarts: usize,
  items: usize,
  regularization: f32,
  matrix: usize,
  size: i32,
  whole: i32,
): void {
  const rowBytes = (<usize>size) << 2;
  for (let item = firstItem; item < lastItem; item++) {
    const row = matrix + <usize>item * rowBytes;
    memory.fill(row, 0, rowBytes);
    const lowest = whole ? 0 : item;
    const end = intAt(itemStarts, item + 1);
    for (let entry = intAt(itemStarts, item); entry < end; entry++) {
      const user = intAt(users, entry);
      const first = intAt(userStarts, user);
      // From the last item down to the lowest: nobody has to know at which place it stands.
      for (let at = intAt(userStarts, user + 1) - 1; at >= first && intAt(items, at) >= lowest; at--) {
        const other = intAt(items, at);
        setFloat(row, other, floatAt(row, other) + 1);
      }
    }
    setFloat(row, item, floatAt(row, item) + regularization);
  }
}
