import { floatAt, setFloat } from './arrays';

/**
 * A(K, j) and T(·, j) for the columns from `firstColumn` to before `lastColumn` (multiples of 8), packed for
 * `sweepRest`: `left` by four columns, `right` by eight, the pivots of each pack one after another. Columns that are
 * pivots themselves get 0 on the left. `scratch`: 32 bytes a pivot. 2 · pivots² flops a column.
 */
export function sweepPanel(
  firstColumn: i32,
  lastColumn: i32,
  matrix: usize,
  size: i32,
  firstPivot: i32,
  pivots: i32,
  inverse: usize,
  left: usize,
  right: usize,
  scratch: usize,
): void {
  const rowBytes = (<usize>size) << 2;
  for (let column = firstColumn; column < lastColumn; column += 8) {
    readColumns(column, matrix, rowBytes, firstPivot, pivots, scratch);
    const packs = left + ((<usize>column * <usize>pivots) << 2);
    const secondPack = packs + ((<usize>pivots) << 4);
    for (let pivot: usize = 0; pivot < <usize>pivots; pivot++) {
      v128.store(packs + (pivot << 4), v128.load(scratch + (pivot << 5)));
      v128.store(secondPack + (pivot << 4), v128.load(scratch + (pivot << 5), 16));
    }
    const pack = right + ((<usize>column * <usize>pivots) << 2);
    for (let pivot: usize = 0; pivot < <usize>pivots; pivot++) {
      let row = inverse + ((pivot * <usize>pivots) << 2);
      let low = f32x4.splat(0);
      let high = low;
      for (let from = scratch; from < scratch + ((<usize>pivots) << 5); from += 32, row += 4) {
        const factor = v128.load32_splat(row);
        low = f32x4.add(low, f32x4.mul(factor, v128.load(from)));
        high = f32x4.add(high, f32x4.mul(factor, v128.load(from, 16)));
      }
      v128.store(pack + (pivot << 5), low);
      v128.store(pack + (pivot << 5), high, 16);
    }
  }
}

/** A(K, j) for eight columns, eight numbers a pivot: rows of the triangle right of the pivots, columns of it left. */
function readColumns(column: i32, matrix: usize, rowBytes: usize, firstPivot: i32, pivots: i32, target: usize): void {
  if (column >= firstPivot + pivots) {
    let source = matrix + <usize>firstPivot * rowBytes + ((<usize>column) << 2);
    for (let pivot = 0; pivot < pivots; pivot++, source += rowBytes, target += 32) {
      v128.store(target, v128.load(source));
      v128.store(target, v128.load(source, 16), 16);
    }
  } else if (column < firstPivot) {
    for (let offset = 0; offset < 8; offset++) {
      const source = matrix + <usize>(column + offset) * rowBytes + ((<usize>firstPivot) << 2);
      for (let pivot = 0; pivot < pivots; pivot++) setFloat(target, pivot * 8 + offset, floatAt(source, pivot));
    }
  } else {
    memory.fill(target, 0, (<usize>pivots) << 5);
  }
}
