/**
 * Products of vectors, four numbers at a time. `length` is a multiple of 4. Every sum of products in the core is taken
 * in the order of `dot`: four partial sums, one a lane, and then (0 + 2) + (1 + 3); so a score is the same to the bit
 * whether it is computed alone or among others.
 */

export function sumOfLanes(v: v128): f32 {
  v = f32x4.add(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
  v = f32x4.add(v, v128.shuffle<i32>(v, v, 1, 0, 3, 2));
  return f32x4.extract_lane(v, 0);
}

/** The sums of the lanes of four vectors, as one vector; each in the order of `sumOfLanes`. */
export function sumsOfLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}

export function dot(a: usize, b: usize, length: i32): f32 {
  let sums = f32x4.splat(0);
  for (const end = a + ((<usize>length) << 2); a < end; a += 16, b += 16) {
    sums = f32x4.add(sums, f32x4.mul(v128.load(a), v128.load(b)));
  }
  return sumOfLanes(sums);
}

/** target += factor · source */
export function addScaled(target: usize, factor: f32, source: usize, length: i32): void {
  const factors = f32x4.splat(factor);
  for (const end = source + ((<usize>length) << 2); source < end; source += 16, target += 16) {
    v128.store(target, f32x4.add(v128.load(target), f32x4.mul(factors, v128.load(source))));
  }
}
