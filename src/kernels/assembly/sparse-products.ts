import { floatAt, intAt } from './arrays';

/**
 * Rows `firstRow` to before `lastRow` of the product of a sparse matrix with a dense one: row r is Σ v · matrix[c] over
 * the entries starts[r] … starts[r + 1], of column c and value v, in this order. Rows of the dense matrix and of the
 * product have `width` numbers, a multiple of 4. 2 · entries · width flops.
 */
export function sparseProducts(
  firstRow: i32,
  lastRow: i32,
  starts: usize,
  indexes: usize,
  values: usize,
  matrix: usize,
  width: i32,
  products: usize,
): void {
  const bytes = (<usize>width) << 2;
  for (let row = firstRow; row < lastRow; row++) {
    const sums = products + <usize>row * bytes;
    const end = intAt(starts, row + 1);
    let at = intAt(starts, row);
    memory.fill(sums, 0, bytes);
    // Four entries a pass, so that the sums are loaded and stored a quarter as often.
    for (; at + 4 <= end; at += 4) {
      const a = matrix + <usize>intAt(indexes, at) * bytes;
      const b = matrix + <usize>intAt(indexes, at + 1) * bytes;
      const c = matrix + <usize>intAt(indexes, at + 2) * bytes;
      const d = matrix + <usize>intAt(indexes, at + 3) * bytes;
      const ofA = f32x4.splat(floatAt(values, at));
      const ofB = f32x4.splat(floatAt(values, at + 1));
      const ofC = f32x4.splat(floatAt(values, at + 2));
      const ofD = f32x4.splat(floatAt(values, at + 3));
      for (let f: usize = 0; f < bytes; f += 16) {
        let sum = f32x4.add(v128.load(sums + f), f32x4.mul(ofA, v128.load(a + f)));
        sum = f32x4.add(sum, f32x4.mul(ofB, v128.load(b + f)));
        sum = f32x4.add(sum, f32x4.mul(ofC, v128.load(c + f)));
        v128.store(sums + f, f32x4.add(sum, f32x4.mul(ofD, v128.load(d + f))));
      }
    }
    for (; at < end; at++) {
      const a = matrix + <usize>intAt(indexes, at) * bytes;
      const ofA = f32x4.splat(floatAt(values, at));
      for (let f: usize = 0; f < bytes; f += 16) {
        v128.store(sums + f, f32x4.add(v128.load(sums + f), f32x4.mul(ofA, v128.load(a + f))));
      }
    }
  }
}
