/**
 * A(i, j) −= A(K, i)ᵀ T(·, j) where rows from `firstRow` to before `lastRow` (multiples of 4) and columns from
 * `firstColumn` to before `lastColumn` (multiples of 8) meet the upper triangle, in tiles of four by eight. Of the
 * pivots' own columns nothing comes to harm: `sweepPivotRows` overwrites them. 2 · pivots flops an element.
 */
export function sweepRest(
  firstRow: i32,
  lastRow: i32,
  firstColumn: i32,
  lastColumn: i32,
  matrix: usize,
  size: i32,
  pivots: i32,
  left: usize,
  right: usize,
): void {
  const rowBytes = (<usize>size) << 2;
  for (let block = firstColumn; block < lastColumn; block += columnsAtOnce) {
    const end = min(block + columnsAtOnce, lastColumn);
    for (let row = firstRow; row < lastRow; row += 4) {
      const rows = left + ((<usize>row * <usize>pivots) << 2);
      for (let column = max(row & ~7, block); column < end; column += 8) {
        const target = matrix + <usize>row * rowBytes + ((<usize>column) << 2);
        subtractTile(rows, right + ((<usize>column * <usize>pivots) << 2), pivots, target, rowBytes);
      }
    }
  }
}

/** Columns whose packs stay in the first-level cache while all rows of a task meet them. */
const columnsAtOnce: i32 = 64;

/** The products of a pack of four with a pack of eight, taken from four rows of eight numbers. */
function subtractTile(four: usize, eight: usize, pivots: i32, target: usize, rowBytes: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  for (const end = four + ((<usize>pivots) << 4); four < end; four += 16, eight += 32) {
    const low = v128.load(eight);
    const high = v128.load(eight, 16);
    let factor = v128.load32_splat(four);
    a0 = f32x4.add(a0, f32x4.mul(factor, low));
    a1 = f32x4.add(a1, f32x4.mul(factor, high));
    factor = v128.load32_splat(four, 4);
    b0 = f32x4.add(b0, f32x4.mul(factor, low));
    b1 = f32x4.add(b1, f32x4.mul(factor, high));
    factor = v128.load32_splat(four, 8);
    c0 = f32x4.add(c0, f32x4.mul(factor, low));
    c1 = f32x4.add(c1, f32x4.mul(factor, high));
    factor = v128.load32_splat(four, 12);
    d0 = f32x4.add(d0, f32x4.mul(factor, low));
    d1 = f32x4.add(d1, f32x4.mul(factor, high));
  }
  subtractEight(target, a0, a1);
  subtractEight(target + rowBytes, b0, b1);
  subtractEight(target + 2 * rowBytes, c0, c1);
  subtractEight(target + 3 * rowBytes, d0, d1);
}

function subtractEight(target: usize, low: v128, high: v128): void {
  v128.store(target, f32x4.sub(v128.load(target), low));
  v128.store(target, f32x4.sub(v128.load(target, 16), high), 16);
}
