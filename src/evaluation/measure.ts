/** Sums and weights of a metric, person by person: row u is the person with index u, weight 0 for who has no part. */
export interface Parts {
  readonly sum: Float64Array;
  readonly weight: Float64Array;
}

/** A metric as measured on people: its figure is `value(Σ sum / Σ weight)` over them. */
export interface Measure {
  readonly parts: Parts;
  value(ratio: number): number;
}

/** An estimate with its 95 % interval; null where there is none, as with a metric of all lists or a single person. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

export const emptyParts = (rows: number): Parts => ({ sum: new Float64Array(rows), weight: new Float64Array(rows) });

/** The figure over everyone; NaN where nobody has a part. */
export function figureOf({ parts, value }: Measure): number {
  return value(total(parts.sum) / total(parts.weight));
}

export function total(values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row];
  return sum;
}
