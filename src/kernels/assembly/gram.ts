import { addOuterProducts } from './outer-products';

/** Vectors that are brought side by side at a time. */
const rowsAtOnce: i32 = 64;

/**
 * Σ yyᵀ over the vectors from `firstRow` to before `lastRow`, the first `size` numbers, any count, of rows that are
 * `stride` apart. The matrix has rows of `size` rounded up to a multiple of 8; its upper half is of use.
 * `scratch`: 64 such rows. rows · size² flops.
 */
export function gram(
  firstRow: i32,
  lastRow: i32,
  vectors: usize,
  stride: i32,
  size: i32,
  matrix: usize,
  scratch: usize,
): void {
  const padded = (size + 7) & ~7;
  const rowBytes = (<usize>padded) << 2;
  const vectorBytes = (<usize>stride) << 2;
  const sizeBytes = (<usize>size) << 2;
  memory.fill(matrix, 0, <usize>padded * rowBytes);
  memory.fill(scratch, 0, <usize>rowsAtOnce * rowBytes);
  for (let row = firstRow; row < lastRow; row += rowsAtOnce) {
    const count = min(lastRow - row, rowsAtOnce);
    for (let k = 0; k < count; k++) {
      memory.copy(scratch + <usize>k * rowBytes, vectors + <usize>(row + k) * vectorBytes, sizeBytes);
    }
    addOuterProducts(matrix, scratch, count, padded);
  }
}
