import { steps, type Context } from '../../context.ts';
import type { Rows } from '../../dataset/rows.ts';
import { real } from '../contract/parameters.ts';

export const levelRidgeParameter = real({
  default: 1,
  min: 0.01,
  max: 1000,
  scale: 'log',
  search: [0.1, 30],
  about: "pull towards the mean in what a film's features let expect of it",
});

const mostSteps = 100;
const tolerance = 1e-8;

/**
 * What the features of each film let expect of it: the ridge regression of `targets`, film i counting `weights[i]`, on the
 * rows, Σ weights (target − c − x·θ)² + ridge |θ|² at its least, found by conjugate gradients. Of a film without features
 * the mean c is expected. O(steps · entries).
 */
export async function expectedLevels(
  rows: Rows,
  { targets, weights, ridge }: { targets: Float64Array; weights: Float64Array; ridge: number },
  context: Context,
): Promise<Float64Array> {
  const width = rows.indexes.reduce((most, column) => Math.max(most, column + 1), 0);
  // The last place is that of c, which nothing pulls.
  const solution = new Float64Array(width + 1);
  const residual = toColumns(
    rows,
    targets.map((target, film) => weights[film] * target),
    width,
  );
  const direction = residual.slice();
  let squares = dot(residual, residual);
  const enough = tolerance ** 2 * squares;
  for await (const _ of steps(context, mostSteps, 'steps')) {
    if (squares <= enough) break;
    const seen = toRows(rows, direction).map((value, film) => weights[film] * value);
    const image = toColumns(rows, seen, width);
    for (let column = 0; column < width; column++) image[column] += ridge * direction[column];
    const step = squares / dot(direction, image);
    for (let at = 0; at <= width; at++) {
      solution[at] += step * direction[at];
      residual[at] -= step * image[at];
    }
    const before = squares;
    squares = dot(residual, residual);
    for (let at = 0; at <= width; at++) direction[at] = residual[at] + (squares / before) * direction[at];
  }
  return toRows(rows, solution);
}

/** x·θ + c of each row. */
function toRows({ starts, indexes, values }: Rows, coefficients: Float64Array): Float64Array {
  const constant = coefficients[coefficients.length - 1];
  return Float64Array.from({ length: starts.length - 1 }, (_, row) => {
    let sum = constant;
    for (let at = starts[row]; at < starts[row + 1]; at++) sum += values[at] * coefficients[indexes[at]];
    return sum;
  });
}

/** The transpose of that. */
function toColumns({ starts, indexes, values }: Rows, amounts: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width + 1);
  for (let row = 0; row + 1 < starts.length; row++) {
    sums[width] += amounts[row];
    for (let at = starts[row]; at < starts[row + 1]; at++) sums[indexes[at]] += values[at] * amounts[row];
  }
  return sums;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}
