import { steps, type Context } from '../../context.ts';

/** Good rows that were each chosen among the other rows beside it. */
export interface Choices {
  /** A row has so many numbers, which meet the weights from `offsetOf(row)` on. */
  readonly width: number;
  readonly columns: Float64Array;
  offsetOf(row: number): number;
  /** The good rows from `from` on, the others from `firstOther` to before `to`. */
  readonly rows: readonly { readonly from: number; readonly firstOther: number; readonly to: number }[];
}

/** A pull towards a center, worth so many choices. */
export interface Pull {
  readonly center: Float64Array;
  readonly strength: number;
}

const mostSteps = 30;
const tolerance = 1e-6;
const sweeps = 100;

/**
 * Minimizes Σ_g (log(e^{s_g} + Σ_o e^{s_o}) − s_g) + ½ strength |w − center|², s = w · x, over all good rows g, each with
 * the others o beside it (conditional logit, McFadden 1974), over weights that are not negative, by Newton's method and a
 * line search.
 * O(steps · (rows · width² + good rows · size²)).
 */
export async function fitChoices(choices: Choices, pull: Pull, context: Context): Promise<Float64Array> {
  let weights = pull.center.slice();
  let loss = lossOf(choices, pull, weights);
  for await (const _ of steps(context, mostSteps, 'steps of the weights')) {
    const { gradient, curvature } = derivatives(choices, pull, weights);
    const change = boundedStep(weights, gradient, curvature);
    let share = 1;
    let next = weights;
    let nextLoss = Infinity;
    for (; share > 1e-4; share /= 2) {
      next = weights.map((weight, column) => weight + share * change[column]);
      nextLoss = lossOf(choices, pull, next);
      if (nextLoss <= loss) break;
    }
    if (!(nextLoss < loss - tolerance * Math.abs(loss))) return nextLoss < loss ? next : weights;
    [weights, loss] = [next, nextLoss];
  }
  return weights;
}

/** w · x of a row. */
function scoreOf({ width, columns, offsetOf }: Choices, row: number, weights: Float64Array): number {
  const offset = offsetOf(row);
  let sum = 0;
  for (let column = 0; column < width; column++) sum += weights[offset + column] * columns[row * width + column];
  return sum;
}

function lossOf(choices: Choices, { center, strength }: Pull, weights: Float64Array): number {
  let loss = 0;
  for (let column = 0; column < weights.length; column++) {
    loss += (strength / 2) * (weights[column] - center[column]) ** 2;
  }
  for (const { from, firstOther, to } of choices.rows) {
    const scores = Float64Array.from({ length: to - from }, (_, at) => scoreOf(choices, from + at, weights));
    const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
    let others = 0;
    for (let at = firstOther - from; at < scores.length; at++) others += Math.exp(scores[at] - highest);
    for (let at = 0; at < firstOther - from; at++) {
      loss += Math.log(Math.exp(scores[at] - highest) + others) - (scores[at] - highest);
    }
  }
  return loss;
}

/** The negative gradient of the loss, and its second derivatives in rows. */
function derivatives(
  choices: Choices,
  { center, strength }: Pull,
  weights: Float64Array,
): { gradient: Float64Array; curvature: Float64Array } {
  const { width, columns, offsetOf, rows } = choices;
  const size = weights.length;
  const gradient = weights.map((weight, column) => strength * (center[column] - weight));
  const curvature = new Float64Array(size * size);
  for (let column = 0; column < size; column++) curvature[column * (size + 1)] = strength;
  const sums = new Float64Array(size);
  const mean = new Float64Array(size);
  // Adds weight · x of a row to a vector, and weight · x xᵀ to the second derivatives.
  const addRow = (row: number, weight: number, into: Float64Array): void => {
    const offset = offsetOf(row);
    for (let column = 0; column < width; column++) into[offset + column] += weight * columns[row * width + column];
  };
  const addSquare = (row: number, weight: number): void => {
    const offset = offsetOf(row);
    for (let a = 0; a < width; a++) {
      const scaled = weight * columns[row * width + a];
      for (let b = 0; b < width; b++) {
        curvature[(offset + a) * size + offset + b] += scaled * columns[row * width + b];
      }
    }
  };
  for (const { from, firstOther, to } of rows) {
    const scores = Float64Array.from({ length: to - from }, (_, at) => scoreOf(choices, from + at, weights));
    const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
    const shares = scores.map((score) => Math.exp(score - highest));
    sums.fill(0);
    let others = 0;
    for (let row = firstOther; row < to; row++) {
      others += shares[row - from];
      addRow(row, shares[row - from], sums);
    }
    let inverses = 0;
    for (let good = from; good < firstOther; good++) {
      const share = shares[good - from];
      const whole = share + others;
      inverses += 1 / whole;
      for (let column = 0; column < size; column++) mean[column] = sums[column] / whole;
      addRow(good, share / whole, mean);
      addRow(good, 1, gradient);
      addSquare(good, share / whole);
      for (let a = 0; a < size; a++) {
        gradient[a] -= mean[a];
        for (let b = 0; b < size; b++) curvature[a * size + b] -= mean[a] * mean[b];
      }
    }
    for (let row = firstOther; row < to; row++) addSquare(row, shares[row - from] * inverses);
  }
  return { gradient, curvature };
}

/** The change that minimizes the quadratic around the weights, within the bounds, by coordinate descent. */
function boundedStep(weights: Float64Array, gradient: Float64Array, curvature: Float64Array): Float64Array {
  const size = weights.length;
  const change = new Float64Array(size);
  const left = gradient.slice();
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let largest = 0;
    for (let column = 0; column < size; column++) {
      const wanted = change[column] + left[column] / curvature[column * (size + 1)];
      const next = Math.max(-weights[column], wanted);
      const by = next - change[column];
      if (by === 0) continue;
      change[column] = next;
      for (let other = 0; other < size; other++) left[other] -= by * curvature[other * size + column];
      largest = Math.max(largest, Math.abs(by));
    }
    if (largest < 1e-9) break;
  }
  return change;
}
