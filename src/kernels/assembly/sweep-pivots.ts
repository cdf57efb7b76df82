import { floatAt, setFloat } from './arrays';

/** W, by Gauss and Jordan without a search for pivots, which a positive definite block does not need. 2 · pivots³ flops. */
export function sweepPivots(matrix: usize, size: i32, firstPivot: i32, pivots: i32, inverse: usize): void {
  const rowBytes = (<usize>size) << 2;
  const bytes = (<usize>pivots) << 2;
  const block = matrix + <usize>firstPivot * rowBytes + ((<usize>firstPivot) << 2);
  for (let row = 0; row < pivots; row++) {
    for (let column = row; column < pivots; column++) {
      const value = floatAt(block + <usize>row * rowBytes, column);
      setFloat(inverse + <usize>row * bytes, column, value);
      setFloat(inverse + <usize>column * bytes, row, value);
    }
  }
  for (let pivot = 0; pivot < pivots; pivot++) {
    const pivotRow = inverse + <usize>pivot * bytes;
    const reciprocal: f32 = 1 / floatAt(pivotRow, pivot);
    for (let row = 0; row < pivots; row++) {
      if (row == pivot) continue;
      const target = inverse + <usize>row * bytes;
      const factor = floatAt(target, pivot) * reciprocal;
      const factors = f32x4.splat(factor);
      for (let f: usize = 0; f < bytes; f += 16) {
        v128.store(target + f, f32x4.sub(v128.load(target + f), f32x4.mul(factors, v128.load(pivotRow + f))));
      }
      setFloat(target, pivot, -factor);
    }
    for (let column = 0; column < pivots; column++) {
      setFloat(pivotRow, column, column == pivot ? reciprocal : floatAt(pivotRow, column) * reciprocal);
    }
  }
}
