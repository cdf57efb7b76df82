/**
 * What people bring to a metric, person by person: row u is the person with index u, weight 0 for who has no part. There
 * may be several sums, see `Part`.
 */
export interface Parts {
  readonly sums: readonly Float64Array[];
  readonly weight: Float64Array;
}

/** A metric as measured on people: its figure is `value` of the means, Σ sums[n] / Σ weight over them. */
export interface Measure {
  readonly parts: Parts;
  value(means: ArrayLike<number>): number;
}

/** An estimate with its 95 % interval; null where there is none, as with a metric of all lists or a single person. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

export const emptyParts = (rows: number, sums = 1): Parts => ({
  sums: Array.from({ length: sums }, () => new Float64Array(rows)),
  weight: new Float64Array(rows),
});

/** The figure over everyone; NaN where nobody has a part. */
export function figureOf({ parts, value }: Measure): number {
  const weight = total(parts.weight);
  return weight > 0 ? value(parts.sums.map((sum) => total(sum) / weight)) : NaN;
}

/** The figure of one row, or of one draw, alone. */
export function figureAt({ parts: { sums, weight }, value }: Measure, row: number): number {
  return value(sums.map((sum) => sum[row] / weight[row]));
}

/** The same measures on some of the people, who become rows 0, 1, 2 …. */
export function measuresOf(
  measures: ReadonlyMap<string, Measure>,
  people: ArrayLike<number>,
): ReadonlyMap<string, Measure> {
  const only = (values: Float64Array): Float64Array => Float64Array.from(people, (row) => values[row]);
  return new Map(
    [...measures].map(([key, { parts, value }]) => {
      return [key, { parts: { sums: parts.sums.map(only), weight: only(parts.weight) }, value }] as const;
    }),
  );
}

export const countOf = ({ weight }: Parts): number => weight.reduce((count, each) => count + Number(each > 0), 0);

export function total(values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row];
  return sum;
}
