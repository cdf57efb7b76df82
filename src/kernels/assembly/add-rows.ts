import { floatAt, intAt } from './arrays';
import { addScaled } from './vectors';

/**
 * A product of a sparse matrix with a dense one, added to what is there: row r of `sums` gets Σ value · row of `matrix`
 * over the entries starts[r] … starts[r + 1], in their order. Rows of both have `width` numbers, a multiple of 4.
 * O(entries · width).
 */
export function addRows(
  firstRow: i32,
  lastRow: i32,
  starts: usize,
  indexes: usize,
  values: usize,
  matrix: usize,
  width: i32,
  sums: usize,
): void {
  const bytes = (<usize>width) << 2;
  for (let row = firstRow; row < lastRow; row++) {
    const target = sums + <usize>row * bytes;
    for (let at = intAt(starts, row), end = intAt(starts, row + 1); at < end; at++) {
      addScaled(target, floatAt(values, at), matrix + <usize>intAt(indexes, at) * bytes, width);
    }
  }
}
