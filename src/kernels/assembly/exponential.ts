/**
 * eˣ of four numbers, to a relative error of 3e-7; beyond ±87 as at ±87. With x = k ln 2 + r, it is 2ᵏ times the first
 * terms of eʳ's series, and k goes into the exponent's bits; rounding is done by adding 1.5 · 2²³.
 */
export function exponential(x: v128): v128 {
  x = f32x4.min(f32x4.max(x, f32x4.splat(-87)), f32x4.splat(87));
  const rounded = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504)), f32x4.splat(12582912));
  const k = f32x4.sub(rounded, f32x4.splat(12582912));
  // ln 2 in two parts, so that the product with the first is exact.
  let r = f32x4.sub(x, f32x4.mul(k, f32x4.splat(0.693145752)));
  r = f32x4.sub(r, f32x4.mul(k, f32x4.splat(1.42860677e-6)));
  let series = f32x4.add(f32x4.mul(r, f32x4.splat(0.00138888889)), f32x4.splat(0.00833333333));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(0.0416666667));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(0.166666667));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(0.5));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1));
  // The lowest bits of the rounded number are k.
  return f32x4.mul(series, i32x4.shl(i32x4.add(rounded, i32x4.splat(127)), 23));
}
