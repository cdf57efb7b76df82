/**
 * 1 / (1 + eˣ), to a relative error of 5e-7. With x = k ln 2 + r, eˣ is 2ᵏ times the first terms of eʳ's series, and k
 * goes into the exponent's bits. Beyond ±80 nothing changes any more that a step of descent would see.
 */
export function logisticOfNegative(x: f32): f32 {
  const bounded = min<f32>(max<f32>(x, -80), 80);
  const k = nearest<f32>(bounded * 1.44269504);
  // ln 2 in two parts, so that the product with the first is exact.
  const r = bounded - k * 0.693145752 - k * 1.42860677e-6;
  const series: f32 =
    1 + r * (1 + r * (0.5 + r * (0.166666667 + r * (0.0416666667 + r * (0.00833333333 + r * 0.00138888889)))));
  return 1 / (1 + series * reinterpret<f32>((<i32>k + 127) << 23));
}
