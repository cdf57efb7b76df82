import { solve } from '../contract/solve.ts';
import { cellCount } from './cells.ts';
import type { Examples } from './examples.ts';

/** Examples' worth of trust in equal weights for all, and in the weights of all for each cell. */
const priorOfAll = 50;
const priorOfCell = 300;

/**
 * Weights for each cell by ridge regression: those of all examples are pulled towards equal weights, and those of a cell
 * towards these. `width` numbers for each cell. O(examples · width²).
 */
export function learnRatingWeights(examples: Examples): Float64Array {
  const { width, targets, cells } = examples;
  const every = Uint32Array.from(targets.keys());
  const equal = Float64Array.from({ length: width }, (_, column) => (column === 0 ? 0 : 1 / (width - 1)));
  const scale = meanSquares(examples);
  const all = ridge(examples, every, equal, scale, priorOfAll);
  const weights = new Float64Array(cellCount * width);
  for (let cell = 0; cell < cellCount; cell++) {
    const own = every.filter((at) => cells[at] === cell);
    weights.set(ridge(examples, own, all, scale, priorOfCell), cell * width);
  }
  return weights;
}

/** Minimizes Σ (y − w·x)² + strength · Σⱼ scaleⱼ (wⱼ − centerⱼ)² over some rows. */
function ridge(
  { width, columns, targets }: Examples,
  rows: Uint32Array,
  center: Float64Array,
  scale: Float64Array,
  strength: number,
): Float64Array {
  const matrix = new Float64Array(width * width);
  const right = new Float64Array(width);
  for (let column = 0; column < width; column++) matrix[column * width + column] = strength * scale[column];
  for (const row of rows) {
    const x = columns.subarray(row * width, (row + 1) * width);
    let left = targets[row];
    for (let column = 0; column < width; column++) left -= center[column] * x[column];
    for (let a = 0; a < width; a++) {
      right[a] += left * x[a];
      for (let b = 0; b <= a; b++) matrix[a * width + b] += x[a] * x[b];
    }
  }
  return solve(matrix, right).map((change, column) => center[column] + change);
}

/** The mean square of each column, and never so little that nothing is pulled. */
function meanSquares({ width, columns, targets }: Examples): Float64Array {
  const sums = new Float64Array(width);
  for (let at = 0; at < columns.length; at++) sums[at % width] += columns[at] ** 2;
  return sums.map((sum) => Math.max(1e-3, sum / Math.max(1, targets.length)));
}
