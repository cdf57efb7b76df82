/**
 * 1 / (1 + eˣ), to a relative error of 5e-7. With x = k ln 2 + r, eˣ is 2ᵏ times the first terms of eʳ's series, and k
 * goes into the exponent's bits. Beyond ±80 nothing changes any more that a step of descent would see. A step waits for
 * it, so it is written for a short chain of operations: rounding by adding 1.5 · 2²³, the series in parts.
 */
export function logisticOfNegative(x: f32): f32 {
  x = select<f32>(-80, x, x < -80);
  x = select<f32>(80, x, x > 80);
  const rounded: f32 = x * 1.44269504 + 12582912;
  const k: f32 = rounded - 12582912;
  // ln 2 in two parts, so that the product with the first is exact.
  const r = x - k * 0.693145752 - k * 1.42860677e-6;
  const square = r * r;
  const first: f32 = 1 + r;
  const second: f32 = 0.5 + r * 0.166666667;
  const third: f32 = 0.0416666667 + r * 0.00833333333 + square * 0.00138888889;
  const series = first + square * (second + square * third);
  // The lowest bits of the rounded number are k.
  return 1 / (1 + series * reinterpret<f32>((reinterpret<i32>(rounded) + 127) << 23));
}
