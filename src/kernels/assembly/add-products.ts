/** Terms that are gone through for all of a task's sums before the next: their vectors stay in the cache. */
const termsAtOnce: i32 = 128;

/**
 * A product of matrices, added to what is there: row r of `sums` gets Σ c(r, t) · vector t, for the rows and the columns
 * in the given ranges. The coefficient c(r, t) is at r · rowStride + t · termStride, so that the matrix on the left is
 * taken as it stands (A·B) or transposed (Aᵀ·B). Vectors and sums have rows of `width`; columns go by multiples of 4. Each
 * sum adds its terms in order, one after another, and so is the same to the bit however the work is cut.
 * 2 · rows · columns · terms flops, 4 rows by 8 columns at a time.
 */
export function addProducts(
  firstRow: i32,
  lastRow: i32,
  firstColumn: i32,
  lastColumn: i32,
  coefficients: usize,
  rowStride: i32,
  termStride: i32,
  terms: i32,
  vectors: usize,
  width: i32,
  sums: usize,
): void {
  const bytes = (<usize>width) << 2;
  const rowStep = (<usize>rowStride) << 2;
  const termStep = (<usize>termStride) << 2;
  const first = (<usize>firstColumn) << 2;
  const last = (<usize>lastColumn) << 2;
  for (let term = 0; term < terms; term += termsAtOnce) {
    const count = min(terms - term, termsAtOnce);
    const block = vectors + <usize>term * bytes;
    const ofTerm = coefficients + <usize>term * termStep;
    let row = firstRow;
    for (; row + 4 <= lastRow; row += 4) {
      const c = ofTerm + <usize>row * rowStep;
      const target = sums + <usize>row * bytes;
      let f = first;
      for (; f + 32 <= last; f += 32) fourByEight(c, rowStep, termStep, count, block + f, bytes, target + f);
      if (f < last) {
        for (let r: usize = 0; r < 4; r++) {
          oneByFour(c + r * rowStep, termStep, count, block + f, bytes, target + r * bytes + f);
        }
      }
    }
    for (; row < lastRow; row++) {
      const c = ofTerm + <usize>row * rowStep;
      const target = sums + <usize>row * bytes;
      for (let f = first; f < last; f += 16) oneByFour(c, termStep, count, block + f, bytes, target + f);
    }
  }
}

function oneByFour(c: usize, termStep: usize, count: i32, vector: usize, bytes: usize, target: usize): void {
  let sum = v128.load(target);
  for (let t = 0; t < count; t++, c += termStep, vector += bytes) {
    sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(c), v128.load(vector)));
  }
  v128.store(target, sum);
}

function fourByEight(
  c: usize,
  rowStep: usize,
  termStep: usize,
  count: i32,
  vector: usize,
  bytes: usize,
  target: usize,
): void {
  const target1 = target + bytes;
  const target2 = target1 + bytes;
  const target3 = target2 + bytes;
  let c1 = c + rowStep;
  let c2 = c1 + rowStep;
  let c3 = c2 + rowStep;
  let a0 = v128.load(target);
  let b0 = v128.load(target, 16);
  let a1 = v128.load(target1);
  let b1 = v128.load(target1, 16);
  let a2 = v128.load(target2);
  let b2 = v128.load(target2, 16);
  let a3 = v128.load(target3);
  let b3 = v128.load(target3, 16);
  for (let t = 0; t < count; t++) {
    const a = v128.load(vector);
    const b = v128.load(vector, 16);
    let factor = v128.load32_splat(c);
    a0 = f32x4.add(a0, f32x4.mul(factor, a));
    b0 = f32x4.add(b0, f32x4.mul(factor, b));
    factor = v128.load32_splat(c1);
    a1 = f32x4.add(a1, f32x4.mul(factor, a));
    b1 = f32x4.add(b1, f32x4.mul(factor, b));
    factor = v128.load32_splat(c2);
    a2 = f32x4.add(a2, f32x4.mul(factor, a));
    b2 = f32x4.add(b2, f32x4.mul(factor, b));
    factor = v128.load32_splat(c3);
    a3 = f32x4.add(a3, f32x4.mul(factor, a));
    b3 = f32x4.add(b3, f32x4.mul(factor, b));
    vector += bytes;
    c += termStep;
    c1 += termStep;
    c2 += termStep;
    c3 += termStep;
  }
  v128.store(target, a0);
  v128.store(target, b0, 16);
  v128.store(target1, a1);
  v128.store(target1, b1, 16);
  v128.store(target2, a2);
  v128.store(target2, b2, 16);
  v128.store(target3, a3);
  v128.store(target3, b3, 16);
}
