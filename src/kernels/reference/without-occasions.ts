import { eliminate } from './eliminate.ts';

/** The ratings of one user: which day and burst each is of, -1 for none, and the variances of these occasions' offsets. */
export interface Occasions {
  readonly days: readonly number[];
  readonly bursts: readonly number[];
  readonly dayVariance: number;
  readonly burstVariance: number;
}

const isSame = (a: number, b: number): boolean => a >= 0 && a === b;

/** C⁻¹ x, where C = I + the variances of the occasions that two ratings share: by elimination, O(n³). */
export function withoutOccasions(
  { days, bursts, dayVariance, burstVariance }: Occasions,
  x: ArrayLike<number>,
): Float64Array {
  const covariance = days.map((day, row) =>
    Float64Array.from(days, (other, column) => {
      const shared =
        Number(isSame(day, other)) * dayVariance + Number(isSame(bursts[row], bursts[column])) * burstVariance;
      return shared + Number(row === column);
    }),
  );
  return eliminate(covariance, Float64Array.from(x));
}
