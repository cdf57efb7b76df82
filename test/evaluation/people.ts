import type { Measure } from '../../src/evaluation/measure.ts';

/** A metric that is a mean over people with these values. */
export function meanOf(values: ArrayLike<number>): Measure {
  const sum = Float64Array.from(values);
  return { parts: { sums: [sum], weight: new Float64Array(sum.length).fill(1) }, value: (means) => means[0] };
}

/** A pooled RMSE of people with these sums of squared errors and numbers of pairs. */
export function rmseOf(squares: ArrayLike<number>, pairs: ArrayLike<number>): Measure {
  const parts = { sums: [Float64Array.from(squares)], weight: Float64Array.from(pairs) };
  return { parts, value: (means) => Math.sqrt(means[0]) };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The unbiased standard deviation. */
export const deviation = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));
