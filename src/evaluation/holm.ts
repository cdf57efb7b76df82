/**
 * p-values corrected for being several, so that the chance of even one false alarm among them stays below the level that
 * they are compared with (Holm 1979). The i-th smallest of n is multiplied by n + 1 - i; none becomes smaller than one
 * before it, and none more than 1. In the order given; NaN is no test and stays.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].filter((at) => !Number.isNaN(pValues[at])).sort((a, b) => pValues[a] - pValues[b]);
  const corrected = pValues.slice();
  let least = 0;
  for (const [place, at] of order.entries()) {
    least = Math.max(least, Math.min(1, pValues[at] * (order.length - place)));
    corrected[at] = least;
  }
  return corrected;
}
