import { floatAt, setFloat } from './arrays';

/** A(K, j) = T(·, j) and A(K, K) = −W, for the columns from `firstColumn` to before `lastColumn` (multiples of 8). */
export function sweepPivotRows(
  firstColumn: i32,
  lastColumn: i32,
  matrix: usize,
  size: i32,
  firstPivot: i32,
  pivots: i32,
  inverse: usize,
  right: usize,
): void {
  const rowBytes = (<usize>size) << 2;
  for (let column = firstColumn; column < lastColumn; column += 8) {
    let pack = right + ((<usize>column * <usize>pivots) << 2);
    if (column >= firstPivot + pivots) {
      let target = matrix + <usize>firstPivot * rowBytes + ((<usize>column) << 2);
      for (let pivot = 0; pivot < pivots; pivot++, target += rowBytes, pack += 32) {
        v128.store(target, v128.load(pack));
        v128.store(target, v128.load(pack, 16), 16);
      }
      continue;
    }
    for (let offset = 0; offset < 8; offset++) {
      const target = matrix + <usize>(column + offset) * rowBytes + ((<usize>firstPivot) << 2);
      if (column < firstPivot) {
        for (let pivot = 0; pivot < pivots; pivot++) setFloat(target, pivot, floatAt(pack, pivot * 8 + offset));
      } else {
        const row = inverse + ((<usize>(column + offset - firstPivot) * <usize>pivots) << 2);
        for (let pivot = 0; pivot < pivots; pivot++) setFloat(target, pivot, -floatAt(row, pivot));
      }
    }
  }
}
