import { addProducts } from './add-products';

/**
 * c = start + a · b for small matrices of float32: a has `rows` × `inner` numbers, b `inner` × `columns`, c `rows` ×
 * `columns`; `columns` is a multiple of 4. Rows of b and c lie close together. Numbers of a are `aRow` bytes apart from
 * row to row and `aStep` within a row, so that it can be read as its own transpose. Rows of `start` are `startRow` bytes
 * apart: 0 adds one row to all, and c itself may be the start; none, 0, is a start from zero. Each sum is taken in order,
 * so a row's result does not depend on the rows beside it. 2 · rows · inner · columns flops.
 */
export function multiply(
  rows: i32,
  inner: i32,
  columns: i32,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  c: usize,
  start: usize,
  startRow: usize,
): void {
  const bytes = (<usize>columns) << 2;
  if (start == 0) memory.fill(c, 0, <usize>rows * bytes);
  else if (start != c) {
    for (let row: usize = 0; row < <usize>rows; row++) memory.copy(c + row * bytes, start + row * startRow, bytes);
  }
  addProducts(0, rows, 0, columns, a, <i32>(aRow >> 2), <i32>(aStep >> 2), inner, b, columns, c);
}
