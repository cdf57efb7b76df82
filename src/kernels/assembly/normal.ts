/** The normal distribution, in float64 and without tables. */

/** eˣ for x from -700 to 0; below, 0. Relative error 1e-12: x = k ln 2 + r, eʳ by its series, k into the exponent. */
export function exponential(x: f64): f64 {
  if (x < -700) return 0;
  const k = nearest<f64>(x * 1.4426950408889634);
  const r = x - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
  let series: f64 = 2.755731922398589e-7;
  series = series * r + 2.7557319223985893e-6;
  series = series * r + 2.48015873015873e-5;
  series = series * r + 1.984126984126984e-4;
  series = series * r + 1.388888888888889e-3;
  series = series * r + 8.333333333333333e-3;
  series = series * r + 4.1666666666666664e-2;
  series = series * r + 0.16666666666666666;
  series = series * r + 0.5;
  series = series * r + 1;
  series = series * r + 1;
  return series * reinterpret<f64>((<i64>k + 1023) << 52);
}

/** The natural logarithm of a positive number: x = 2ᵏ m, ln m = 2 artanh((m − 1) / (m + 1)) by its series. */
export function logarithm(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  let k = (bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0xfffffffffffff) | ((<i64>1023) << 52));
  if (m > 1.4142135623730951) {
    m *= 0.5;
    k++;
  }
  const s = (m - 1) / (m + 1);
  const square = s * s;
  let series: f64 = 1 / 13;
  series = series * square + 1 / 11;
  series = series * square + 1 / 9;
  series = series * square + 1 / 7;
  series = series * square + 1 / 5;
  series = series * square + 1 / 3;
  series = series * square + 1;
  return 2 * s * series + <f64>k * 0.6931471805599453;
}

/** Φ(x), to a relative error of 1.2e-7 on either side (Press et al. 2007, "Numerical Recipes", §6.2.2, erfc). */
export function normalBelow(x: f64): f64 {
  if (x > 8) return 1;
  const z = abs(x) * 0.7071067811865476;
  const t = 2 / (2 + z);
  let p: f64 = 0.17087277;
  p = p * t - 0.82215223;
  p = p * t + 1.48851587;
  p = p * t - 1.13520398;
  p = p * t + 0.27886807;
  p = p * t - 0.18628806;
  p = p * t + 0.09678418;
  p = p * t + 0.37409196;
  p = p * t + 1.00002368;
  p = p * t - 1.26551223;
  const tail = 0.5 * t * exponential(p - z * z);
  return x < 0 ? tail : 1 - tail;
}

/** The x ≤ 0 with Φ(x) = p, for p ≤ ½: a start (Abramowitz and Stegun 1964, 26.2.23) and a step of Halley's. */
function lowerQuantile(p: f64): f64 {
  const t = sqrt<f64>(-2 * logarithm(p));
  const x = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  const u = ((normalBelow(x) - p) * 2.5066282746310002) / exponential(-0.5 * x * x);
  return x - u / (1 + 0.5 * x * u);
}

/** How likely a normal number of mean 0 is to lie between two others; nowhere below 1e-300. */
export function normalBetween(low: f64, high: f64): f64 {
  // On the side where Φ is small, so that no digits are lost.
  const between = low > 0 ? normalBelow(-low) - normalBelow(-high) : normalBelow(high) - normalBelow(low);
  return max<f64>(between, 1e-300);
}

/** The normal number between two others that belongs to a chance from 0 to 1. */
export function truncatedNormal(low: f64, high: f64, chance: f64): f64 {
  if (low > 0) return -truncatedNormal(-high, -low, chance);
  const below = normalBelow(low);
  const p = below + chance * (normalBelow(high) - below);
  const x = p <= 0.5 ? lowerQuantile(max<f64>(p, 1e-290)) : -lowerQuantile(1 - p);
  return min<f64>(high, max<f64>(low, x));
}

/** The mean of a normal number that lies between two others. */
export function truncatedMean(low: f64, high: f64): f64 {
  const between = normalBetween(low, high);
  if (between < 1e-250) return low > 0 ? low : high;
  const mean = (exponential(-0.5 * low * low) - exponential(-0.5 * high * high)) * 0.3989422804014327;
  return min<f64>(high, max<f64>(low, mean / between));
}
