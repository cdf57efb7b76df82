import type { Context } from '../../context.ts';
import type { History } from '../../dataset/history.ts';
import type { Rows } from '../../dataset/rows.ts';
import { Arena } from '../../kernels/arena.ts';
import { solveRows, solveRowsHere, type RowEquations } from '../../kernels/solve-rows.ts';
import type { Contribution } from '../contract/define-model.ts';
import type { ItemVectors } from '../contract/factor-model.ts';
import { real } from '../contract/parameters.ts';
import { influences } from './influences.ts';

/** The parameters of every model whose users are found by ridge regression. */
export const ridgeParameters = {
  ridge: real({
    default: 0.1,
    min: 1e-3,
    max: 10,
    scale: 'log',
    search: [0.01, 1],
    about: 'pull towards zero per rating in fold-in',
  }),
  prior: real({
    default: 5,
    min: 0.1,
    max: 100,
    scale: 'log',
    search: [0.5, 30],
    about: 'pull towards zero of even a short history',
  }),
};

/**
 * The items of a model with offsets: column `factors` of `itemVectors` is 1, the next the item's offset. A user is the
 * ridge regression of the history's residuals r − μ − bᵢ on (q, 1), with the penalty ridge · n + prior: the least squares
 * that descent ends at, for someone new as for everyone else.
 */
export interface RidgeItems extends ItemVectors {
  readonly mean: number;
  readonly ridge: number;
  readonly prior: number;
}

/** The vector of one history: (p, offset + mean, 1, 0 …). O(n · factors² + factors³). */
export function ridgeVector(items: RidgeItems, history: History): Float32Array {
  const arena = Arena.of(items.itemVectors)!;
  const region = arena.region();
  try {
    const count = history.items.length;
    const starts = region.uint32(2);
    starts[1] = count;
    const indexes = region.int32(count);
    indexes.set(history.items);
    const targets = residuals(items, history.items, history.ratings, region.float32(count));
    const solutions = region.float32(items.width);
    solveRowsHere(arena, equations(items, { starts, indexes, targets, solutions }, region.float32(1)));
    finish(items, solutions);
    return solutions.slice();
  } finally {
    region.release();
  }
}

/** The vectors of everyone, into the rows of `userVectors`, which is in the arena of the items and of the rows. */
export async function ridgeVectors(
  items: RidgeItems,
  { starts, indexes, values }: Rows,
  userVectors: Float32Array,
  context: Context,
): Promise<void> {
  const arena = Arena.of(items.itemVectors)!;
  const region = arena.region();
  try {
    const targets = residuals(items, indexes, values, region.float32(values.length));
    const regularization = region.float32(starts.length - 1);
    const all = equations(items, { starts, indexes, targets, solutions: userVectors }, regularization);
    await solveRows(arena, all, context);
    finish(items, userVectors);
  } finally {
    region.release();
  }
}

/** A solved vector is linear in the ratings, so a score falls apart into one amount for each of them. O(factors³). */
export function explainRidge(
  items: RidgeItems,
  { vector, history }: { readonly vector: Float32Array; readonly history: History },
  item: number,
): Contribution[] {
  const { factors, width, itemVectors, mean } = items;
  const size = factors + 1;
  const row = (other: number): Float32Array => itemVectors.subarray(other * width, other * width + size);
  const ridge = items.ridge * history.items.length + items.prior;
  const influence = influences({ size, vectors: Array.from(history.items, row), ridge }, row(item));
  const left = residuals(items, history.items, history.ratings, new Float32Array(history.items.length));
  const rated = Array.from(history.items, (other, at): Contribution => ({
    because: 'rated',
    item: other,
    amount: left[at] * influence[at],
  }));
  const whole = dot(vector, itemVectors.subarray(item * width, (item + 1) * width));
  const offset = itemVectors[item * width + factors + 1];
  const explained = rated.reduce((sum, { amount }) => sum + amount, mean + offset);
  return [
    { because: 'average', amount: mean },
    { because: 'item', amount: offset },
    ...rated,
    { because: 'rest', amount: whole - explained }, // 0 but for rounding, unless the vector was learned
  ];
}

function equations(
  { factors, width, itemVectors, ridge, prior }: RidgeItems,
  rows: Pick<RowEquations, 'starts' | 'indexes' | 'targets' | 'solutions'>,
  regularization: Float32Array,
): RowEquations {
  const { starts } = rows;
  for (let row = 0; row < regularization.length; row++) {
    regularization[row] = ridge * (starts[row + 1] - starts[row]) + prior;
  }
  return {
    ...rows,
    regularization,
    vectors: itemVectors,
    vectorStride: width,
    size: factors + 1,
    solutionStride: width,
  };
}

function residuals(
  { mean, factors, width, itemVectors }: RidgeItems,
  items: Int32Array,
  ratings: Float32Array,
  into: Float32Array,
): Float32Array {
  const offset = factors + 1;
  for (let at = 0; at < items.length; at++) into[at] = ratings[at] - mean - itemVectors[items[at] * width + offset];
  return into;
}

/** Adds the mean to each user's offset, and the 1 that brings the item's. */
function finish({ mean, factors, width }: RidgeItems, userVectors: Float32Array): void {
  for (let at = factors; at < userVectors.length; at += width) {
    userVectors[at] += mean;
    userVectors[at + 1] = 1;
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < b.length; at++) sum += a[at] * b[at];
  return sum;
}
