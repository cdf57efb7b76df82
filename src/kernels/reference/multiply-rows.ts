/** One row of `multiplyRows`: its vector, and for each entry the value and the other side's vector. */
export interface MultipliedRow {
  readonly vector: readonly number[];
  readonly values: readonly number[];
  readonly others: readonly (readonly number[])[];
  readonly regularization: number;
  readonly prior: number;
  /** The places of the offset and of the constant; left out, there are none. */
  readonly offset?: number;
  readonly constant?: number;
  readonly center?: number;
}

/** What the kernel of this name makes of a row, in float64 and number by number. */
export function multiplyRow(row: MultipliedRow): number[] {
  const { values, others, offset, constant, center = 0 } = row;
  const vector = [...row.vector];
  const count = values.length;
  const pull = row.regularization * count + row.prior;
  if (count === 0) return vector;
  const product = (q: readonly number[]): number => q.reduce((sum, value, f) => sum + value * vector[f], 0);
  if (offset !== undefined) {
    const left = values.map((value, k) => value - product(others[k]) + vector[offset] - center);
    vector[offset] = center + left.reduce((sum, value) => sum + value, 0) / (count + pull);
  }
  const predicted = others.map(product);
  return vector.map((value, f) => {
    if (f === offset || f === constant) return value;
    const up = others.reduce((sum, q, k) => sum + values[k] * q[f], 0);
    const down = others.reduce((sum, q, k) => sum + predicted[k] * q[f], pull * value);
    return down > 1e-20 ? (value * up) / down : value;
  });
}
