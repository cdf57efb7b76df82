import { solve } from '../contract/solve.ts';
import { cellCount } from './cells.ts';
import type { Examples } from './examples.ts';

/** Examples' worth of trust in the weights that hold where nothing was learned: all members alike; all cells alike. */
const priorOfAll = 50;
const priorOfCell = 300;
const newtonSteps = 12;

/**
 * Weights for each cell, `width` numbers each: least squares (`logistic` false) or logistic regression, pulled towards
 * the weights of all examples together, and these towards equal weights. By Newton's method, whose first step is all that
 * least squares takes. O(examples · width²).
 */
export function learnWeights(examples: Examples, logistic: boolean): Float64Array {
  const { width } = examples;
  const weights = new Float64Array(cellCount * width);
  const every = Uint32Array.from(examples.targets.keys());
  const scale = meanSquares(examples);
  const equal = Float64Array.from({ length: width }, (_, column) => (column === 0 ? 0 : 1 / (width - 1)));
  const all = regress(examples, every, logistic, { center: equal, strength: priorOfAll, scale });
  for (let cell = 0; cell < cellCount; cell++) {
    const own = every.filter((at) => examples.cells[at] === cell);
    const fitted = regress(examples, own, logistic, { center: all, strength: priorOfCell, scale });
    weights.set(fitted, cell * width);
  }
  return weights;
}

/** A pull towards a center, worth so many examples, in which columns are as large as they usually are. */
interface Prior {
  readonly center: Float64Array;
  readonly strength: number;
  readonly scale: Float64Array;
}

function regress(
  { width, columns, targets }: Examples,
  rows: Uint32Array,
  logistic: boolean,
  { center, strength, scale }: Prior,
): Float64Array {
  const weights = center.slice();
  for (let step = 0; step < (logistic ? newtonSteps : 1); step++) {
    // The Newton step for Σ loss + strength · Σ scale (w − center)², with loss's curvature 1 or p (1 − p).
    const matrix = new Float64Array(width * width);
    const gradient = new Float64Array(width);
    for (let column = 0; column < width; column++) {
      const pull = strength * scale[column] * (logistic ? 0.25 : 1);
      matrix[column * width + column] = pull;
      gradient[column] = pull * (center[column] - weights[column]);
    }
    for (const row of rows) {
      const x = columns.subarray(row * width, (row + 1) * width);
      let sum = 0;
      for (let column = 0; column < width; column++) sum += weights[column] * x[column];
      const expected = logistic ? 1 / (1 + Math.exp(-sum)) : sum;
      const curvature = logistic ? Math.max(1e-6, expected * (1 - expected)) : 1;
      const error = targets[row] - expected;
      for (let a = 0; a < width; a++) {
        gradient[a] += error * x[a];
        for (let b = 0; b <= a; b++) matrix[a * width + b] += curvature * x[a] * x[b];
      }
    }
    const change = solve(matrix, gradient);
    let largest = 0;
    for (let column = 0; column < width; column++) {
      weights[column] += change[column];
      largest = Math.max(largest, Math.abs(change[column]));
    }
    if (largest < 1e-9) break;
  }
  return weights;
}

/** The mean square of each column, and never so little that nothing is pulled. */
function meanSquares({ width, columns, targets }: Examples): Float64Array {
  const sums = new Float64Array(width);
  for (let at = 0; at < columns.length; at++) sums[at % width] += columns[at] ** 2;
  return sums.map((sum) => Math.max(1e-3, sum / Math.max(1, targets.length)));
}
