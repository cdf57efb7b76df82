import { below, mix } from './random.ts';

/** What the kernel logisticRows is given for one row. */
export interface LogisticRow {
  /** The columns of the row's entries, ascending, and what they weigh. */
  readonly indexes: Int32Array;
  readonly weights: ArrayLike<number>;
  readonly others: Int32Array;
  readonly vectors: Float32Array;
  readonly width: number;
  readonly constant: number;
  readonly steps: number;
  readonly firstStep: number;
  /** How many columns are drawn for each entry, and for the row besides, of number `row`. */
  readonly ofEntry: number;
  readonly ofRow: number;
  readonly row: number;
  readonly rate: number;
  readonly regularization: number;
  readonly key: number;
  /** The row's vector and sum of squares to start from. */
  readonly start: ArrayLike<number>;
  readonly sums: ArrayLike<number>;
}

/**
 * The row's vector after these steps, in float64 and straight from the formula, and what of it is due to each entry: to
 * itself and to the columns that were drawn for it. Where none are drawn for the row, these `shares` and what is left of
 * the start add up to the vector.
 */
export function logisticRow(row: LogisticRow): { vector: Float64Array; sums: Float64Array; shares: Float64Array[] } {
  const { indexes, others, width, rate, regularization, constant } = row;
  const [vector, sums] = [Float64Array.from(row.start), Float64Array.from(row.sums)];
  const shares = Array.from(indexes, () => new Float64Array(width));
  const columnOf = (column: number) => row.vectors.subarray(column * width, (column + 1) * width);
  const probability = (y: Float32Array): number =>
    1 / (1 + Math.exp(-y.reduce((sum, value, f) => sum + value * vector[f], 0)));
  const add = (gradient: Float64Array, y: Float32Array, amount: number): void =>
    y.forEach((value, f) => (gradient[f] += amount * value));
  const addDrawn = (gradient: Float64Array, seed: number, drawn: number): Float64Array => {
    let random = seed;
    for (let at = 0; at < drawn; at++) {
      random = mix(random);
      const other = others[below(random, others.length)];
      add(gradient, columnOf(other), -probability(columnOf(other)));
    }
    return gradient;
  };
  for (let step = row.firstStep; step < row.firstStep + row.steps; step++) {
    const gradients = Array.from(indexes, (column, at) => {
      const gradient = new Float64Array(width);
      add(gradient, columnOf(column), row.weights[at] * (1 - probability(columnOf(column))));
      return addDrawn(gradient, mix(column + row.key) + step, row.ofEntry);
    });
    const ofRow = addDrawn(new Float64Array(width), mix(row.row + row.key) + step, row.ofRow);
    for (let f = 0; f < width; f++) {
      const gradient = gradients.reduce((sum, one) => sum + one[f], ofRow[f] - regularization * vector[f]);
      sums[f] += gradient ** 2;
      const size = rate / Math.sqrt(sums[f]);
      vector[f] += size * gradient;
      gradients.forEach((one, at) => (shares[at][f] += size * (one[f] - regularization * shares[at][f])));
    }
    vector[constant] = 1;
  }
  return { vector, sums, shares };
}
