/**
 * Numbers to write along a logarithmic axis from `low` to `high` (both above 0), from three to about six of them: powers
 * of ten, else 1, 2 and 5 times those, else 1 to 9 times. Both ends, where even these are fewer than two.
 */
export function logTicks(low: number, high: number): number[] {
  const decades = range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)));
  const stride = Math.ceil(decades.length / 7);
  const coarse = decades.filter((_, at) => at % stride === 0);
  const within = (exponents: readonly number[], factors: readonly number[]): number[] =>
    exponents
      .flatMap((exponent) => factors.map((factor) => Number(`${factor}e${exponent}`)))
      .filter((tick) => tick >= low && tick <= high);

  const sparse = within(coarse, [1]);
  if (sparse.length >= 3) return sparse;
  const medium = within(decades, [1, 2, 5]);
  if (medium.length >= 3) return medium;
  const dense = within(decades, range(1, 9));
  if (dense.length >= 2) return dense;
  return [...new Set([low, high])];
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
