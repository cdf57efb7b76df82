import { floatAt, setFloat } from './arrays';
import { addTile } from './outer-products';
import { addScaled, dot } from './vectors';

/**
 * A = UᵀU for a symmetric positive definite A, in place: the upper half of A becomes U, with the reciprocals of its
 * diagonal, and the lower half is of no more use. `size` is a multiple of 8. Four rows at a time (left-looking, Golub
 * and Van Loan 2013, §4.2). size³ / 3 flops. Where A is not positive definite, there come NaNs.
 */
export function factorize(matrix: usize, size: i32): void {
  const rowBytes = (<usize>size) << 2;
  for (let block = 0; block < size; block += 4) {
    const start = (<usize>block) << 2;
    const rows = matrix + <usize>block * rowBytes;
    for (let j = start & ~31; j < rowBytes; j += 32) {
      addTile(rows + j, rowBytes, matrix + start, matrix + j, rowBytes, block, -1);
    }
    for (let at = block; at < block + 4; at++) {
      const row = matrix + <usize>at * rowBytes + start;
      for (let other = block; other < at; other++) {
        const otherRow = matrix + <usize>other * rowBytes + start;
        addScaled(row, -floatAt(otherRow, at - block), otherRow, size - block);
      }
      const scale: f32 = 1 / sqrt<f32>(floatAt(row, at - block));
      const scales = f32x4.splat(scale);
      for (let j: usize = 0; j < rowBytes - start; j += 16) v128.store(row + j, f32x4.mul(scales, v128.load(row + j)));
      // Zeros before the diagonal let `solveFactorized` begin each row at a multiple of 4.
      for (let before = block; before < at; before++) setFloat(row, before - block, 0);
      setFloat(row, at - block, scale);
    }
  }
}

/** Solves UᵀU x = b for what `factorize` made of A; x takes the place of b. 2 · size² flops. */
export function solveFactorized(matrix: usize, size: i32, vector: usize): void {
  const rowBytes = (<usize>size) << 2;
  for (let at = 0; at < size; at++) {
    const start = at & ~3;
    const row = matrix + <usize>at * rowBytes;
    const value = floatAt(vector, at) * floatAt(row, at);
    addScaled(vector + ((<usize>start) << 2), -value, row + ((<usize>start) << 2), size - start);
    setFloat(vector, at, value);
  }
  for (let at = size - 1; at >= 0; at--) {
    const start = at & ~3;
    const row = matrix + <usize>at * rowBytes;
    const value = floatAt(vector, at);
    setFloat(vector, at, 0);
    const rest = dot(row + ((<usize>start) << 2), vector + ((<usize>start) << 2), size - start);
    setFloat(vector, at, (value - rest) * floatAt(row, at));
  }
}
