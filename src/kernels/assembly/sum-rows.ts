import { intAt } from './arrays';

/**
 * The sum of `count` rows of a matrix, those at `indexes`, added in this order. Rows have `width` numbers, a multiple of
 * 4. O(count · width).
 */
export function sumRows(indexes: usize, count: i32, matrix: usize, width: i32, sums: usize): void {
  const bytes = (<usize>width) << 2;
  memory.fill(sums, 0, bytes);
  let at = 0;
  // Four rows a pass, so that the sums are loaded and stored a quarter as often.
  for (; at + 4 <= count; at += 4) {
    const a = matrix + <usize>intAt(indexes, at) * bytes;
    const b = matrix + <usize>intAt(indexes, at + 1) * bytes;
    const c = matrix + <usize>intAt(indexes, at + 2) * bytes;
    const d = matrix + <usize>intAt(indexes, at + 3) * bytes;
    for (let f: usize = 0; f < bytes; f += 16) {
      let sum = f32x4.add(v128.load(sums + f), v128.load(a + f));
      sum = f32x4.add(sum, v128.load(b + f));
      sum = f32x4.add(sum, v128.load(c + f));
      v128.store(sums + f, f32x4.add(sum, v128.load(d + f)));
    }
  }
  for (; at < count; at++) {
    const row = matrix + <usize>intAt(indexes, at) * bytes;
    for (let f: usize = 0; f < bytes; f += 16) v128.store(sums + f, f32x4.add(v128.load(sums + f), v128.load(row + f)));
  }
}
