/**
 * target += Σ rₖ rₖᵀ over `count` rows of `size` numbers, a multiple of 8, that lie one after another; of the
 * symmetric target only the upper half is of use. Tiles of 4 × 8 sums stay in registers. count · size² flops.
 */
export function addOuterProducts(target: usize, rows: usize, count: i32, size: i32): void {
  const rowBytes = (<usize>size) << 2;
  for (let i: usize = 0; i < rowBytes; i += 16) {
    const row = target + (i >> 2) * rowBytes;
    for (let j = i & ~31; j < rowBytes; j += 32) addTile(row + j, rowBytes, rows + i, rows + j, rowBytes, count, 1);
  }
}

/**
 * Adds `sign` · Σ aₖ bₖᵀ to 4 × 8 numbers of a matrix: a are 4 numbers, b are 8 numbers of each of `count` rows.
 * Sums are taken over all rows before they are added, so that long sums keep their small terms.
 */
export function addTile(
  target: usize,
  targetBytes: usize,
  a: usize,
  b: usize,
  rowBytes: usize,
  count: i32,
  sign: f32,
): void {
  let left0 = f32x4.splat(0);
  let left1 = left0;
  let left2 = left0;
  let left3 = left0;
  let right0 = left0;
  let right1 = left0;
  let right2 = left0;
  let right3 = left0;
  for (let k = 0; k < count; k++, a += rowBytes, b += rowBytes) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    let factor = v128.load32_splat(a);
    left0 = f32x4.add(left0, f32x4.mul(factor, left));
    right0 = f32x4.add(right0, f32x4.mul(factor, right));
    factor = v128.load32_splat(a, 4);
    left1 = f32x4.add(left1, f32x4.mul(factor, left));
    right1 = f32x4.add(right1, f32x4.mul(factor, right));
    factor = v128.load32_splat(a, 8);
    left2 = f32x4.add(left2, f32x4.mul(factor, left));
    right2 = f32x4.add(right2, f32x4.mul(factor, right));
    factor = v128.load32_splat(a, 12);
    left3 = f32x4.add(left3, f32x4.mul(factor, left));
    right3 = f32x4.add(right3, f32x4.mul(factor, right));
  }
  const signs = f32x4.splat(sign);
  addTo(target, signs, left0, right0);
  addTo(target + targetBytes, signs, left1, right1);
  addTo(target + 2 * targetBytes, signs, left2, right2);
  addTo(target + 3 * targetBytes, signs, left3, right3);
}

function addTo(target: usize, signs: v128, left: v128, right: v128): void {
  v128.store(target, f32x4.add(v128.load(target), f32x4.mul(signs, left)));
  v128.store(target, f32x4.add(v128.load(target, 16), f32x4.mul(signs, right)), 16);
}
