/**
 * c = start + a · b for small matrices of float32: a has `rows` × `inner` numbers, b `inner` × `columns`, c `rows` ×
 * `columns`; `columns` is a multiple of 4. Rows of b and c lie close together. Numbers of a are `aRow` bytes apart from
 * row to row and `aStep` within a row, so that it can be read as its own transpose. Rows of `start` are `startRow` bytes
 * apart: 0 adds one row to all, and c itself may be the start; none, 0, is a start from zero. Each sum is taken in order,
 * so a row's result does not depend on the rows beside it. 2 · rows · inner · columns flops, four rows of eight numbers
 * at a time.
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
  const wide = bytes & ~31;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const own = a + <usize>row * aRow;
    const to = c + <usize>row * bytes;
    const from: usize = start == 0 ? <usize>0 : start + <usize>row * startRow;
    let column: usize = 0;
    for (; column < wide; column += 32) {
      fourByEight(
        inner,
        own,
        aRow,
        aStep,
        b + column,
        bytes,
        to + column,
        from == 0 ? <usize>0 : from + column,
        startRow,
      );
    }
    for (; column < bytes; column += 16) {
      for (let r: usize = 0; r < 4; r++) {
        const initial: usize = from == 0 ? <usize>0 : from + r * startRow + column;
        oneByFour(inner, own + r * aRow, aStep, b + column, bytes, to + r * bytes + column, initial);
      }
    }
  }
  for (; row < rows; row++) {
    const to = c + <usize>row * bytes;
    const from: usize = start == 0 ? <usize>0 : start + <usize>row * startRow;
    for (let column: usize = 0; column < bytes; column += 16) {
      const initial: usize = from == 0 ? <usize>0 : from + column;
      oneByFour(inner, a + <usize>row * aRow, aStep, b + column, bytes, to + column, initial);
    }
  }
}

function fourByEight(
  inner: i32,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bytes: usize,
  c: usize,
  start: usize,
  startRow: usize,
): void {
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  if (start != 0) {
    s00 = v128.load(start);
    s01 = v128.load(start, 16);
    s10 = v128.load(start + startRow);
    s11 = v128.load(start + startRow, 16);
    s20 = v128.load(start + 2 * startRow);
    s21 = v128.load(start + 2 * startRow, 16);
    s30 = v128.load(start + 3 * startRow);
    s31 = v128.load(start + 3 * startRow, 16);
  }
  let a1 = a + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  for (let k = 0; k < inner; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let factor = v128.load32_splat(a);
    s00 = f32x4.add(s00, f32x4.mul(factor, b0));
    s01 = f32x4.add(s01, f32x4.mul(factor, b1));
    factor = v128.load32_splat(a1);
    s10 = f32x4.add(s10, f32x4.mul(factor, b0));
    s11 = f32x4.add(s11, f32x4.mul(factor, b1));
    factor = v128.load32_splat(a2);
    s20 = f32x4.add(s20, f32x4.mul(factor, b0));
    s21 = f32x4.add(s21, f32x4.mul(factor, b1));
    factor = v128.load32_splat(a3);
    s30 = f32x4.add(s30, f32x4.mul(factor, b0));
    s31 = f32x4.add(s31, f32x4.mul(factor, b1));
    a += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    b += bytes;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c + bytes, s10);
  v128.store(c + bytes, s11, 16);
  v128.store(c + 2 * bytes, s20);
  v128.store(c + 2 * bytes, s21, 16);
  v128.store(c + 3 * bytes, s30);
  v128.store(c + 3 * bytes, s31, 16);
}

function oneByFour(inner: i32, a: usize, aStep: usize, b: usize, bytes: usize, c: usize, start: usize): void {
  let sums = start == 0 ? f32x4.splat(0) : v128.load(start);
  for (let k = 0; k < inner; k++) {
    sums = f32x4.add(sums, f32x4.mul(v128.load32_splat(a), v128.load(b)));
    a += aStep;
    b += bytes;
  }
  v128.store(c, sums);
}
