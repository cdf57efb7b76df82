/** How neighbors' values become a score. */
export interface Averaging {
  readonly size: number;
  readonly least: number;
  readonly prior: number;
  readonly level: number;
  readonly spread: number;
}

/** The score that the first `size` neighbors give, in float64; NaN where there are fewer than `least` or none. */
export function weightedMean(
  nearest: readonly { weight: number; value: number }[],
  { size, least, prior, level, spread }: Averaging,
): number {
  const kept = nearest.slice(0, size);
  if (kept.length < Math.max(least, 1)) return NaN;
  const sum = kept.reduce((total, { weight, value }) => total + weight * value, 0);
  return level + (spread * sum) / kept.reduce((total, { weight }) => total + weight, prior);
}
