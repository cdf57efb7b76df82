import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { Region } from '../../kernels/arena.ts';
import { parallel } from '../../kernels/parallel.ts';
import { fillNormal } from '../../random.ts';
import type { Size } from '../contract/define-model.ts';
import { areFinite, diverged } from '../contract/diverged.ts';
import { widthFor } from '../contract/factor-model.ts';
import { gridMemory, makeGrid, type BlockGrid } from './block-grid.ts';

export interface FactorDescentOptions {
  readonly factors: number;
  readonly epochs: number;
  readonly steps: 'plain' | 'adaptive';
  readonly learningRate: number;
  readonly regularization: number;
  readonly initialDeviation: number;
  /** Whether there are a mean and offsets beside the vectors. */
  readonly offsets: boolean;
}

/** What descent leaves, all in the training data's arena: rows of `stride` numbers, items in the row of their `place`. */
export interface FactorVectors {
  readonly stride: number;
  readonly place: Int32Array;
  readonly userFactors: Float32Array;
  readonly itemFactors: Float32Array;
  readonly userOffsets: Float32Array;
  readonly itemOffsets: Float32Array;
}

/** The numbers of a vector that adaptive steps learn first, alone, in an epoch of their own; see the kernel adagrad. */
const leading = 8;
/** Numbers that adaptive steps keep of a vector. */
const sumsOfVector = 8;

/** Rows of whole cache lines, so that no two threads write to one. */
const strideFor = (factors: number): number => Math.ceil(factors / 16) * 16;

/** The bytes that the descent takes. */
export const factorDescentMemory = (size: Size, factors: number): number =>
  gridMemory(size) + 4 * (size.users + size.items + 1024) * (strideFor(factors) + 1 + sumsOfVector);

/**
 * Stochastic gradient descent for vectors and offsets of users and items, on all threads: in each epoch every block of
 * users meets every block of items once, those on a diagonal of the grid at the same time. O(epochs · ratings · factors).
 * @throws DIVERGED
 */
export async function factorDescent(
  ratings: Ratings,
  options: FactorDescentOptions,
  region: Region,
  context: Context,
): Promise<FactorVectors> {
  const { factors, epochs, steps, learningRate, regularization, offsets } = options;
  const { arena } = ratings;
  const grid = makeGrid(ratings, region);
  const vectors = randomStart(ratings, grid, options, context, region);
  const { stride, userFactors, itemFactors, userOffsets, itemOffsets } = vectors;
  const sums = {
    users: region.float32(sumsOfVector * ratings.users.size).fill(1),
    items: region.float32(sumsOfVector * grid.rows).fill(1),
  };
  const changed = [userFactors, itemFactors, userOffsets, itemOffsets].map((array) => array.byteOffset);
  const [ofUsers, ofItems, offsetsOfUsers, offsetsOfItems] = changed;
  const rates = [learningRate, offsets ? learningRate : 0, regularization] as const;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const length = steps === 'adaptive' && epoch === 0 ? Math.min(leading, widthFor(factors)) : widthFor(factors);
    const rest = [length, stride, offsets ? ratings.mean : 0, ...rates] as const;
    if (steps === 'adaptive') {
      const { squaredLengths } = arena.kernels;
      squaredLengths(0, ratings.users.size, ofUsers, length, stride, sums.users.byteOffset);
      squaredLengths(0, grid.rows, ofItems, length, stride, sums.items.byteOffset);
    }
    for (let shift = 0; shift < grid.blocks; shift++) {
      const tasks = diagonalOf(grid, shift + epoch).map(
        (block) => [...block, ofUsers, ofItems, offsetsOfUsers, offsetsOfItems] as const,
      );
      if (steps === 'plain') {
        await parallel(arena, { kernel: 'sgd', tasks: tasks.map((task) => [...task, ...rest] as const) }, context);
      } else {
        const own = [sums.users.byteOffset, sums.items.byteOffset] as const;
        const adaptive = tasks.map((task) => [...task, ...own, ...rest] as const);
        await parallel(arena, { kernel: 'adagrad', tasks: adaptive }, context);
      }
    }
    context.progress(epoch + 1, epochs, 'epochs');
    // An error that is no number makes an offset none, too, even at rate 0, and there are fewer of these to look at.
    if (!areFinite(userOffsets, itemOffsets)) {
      throw diverged('svd', epoch, 'learningRate', learningRate);
    }
  }
  return vectors;
}

/** Blocks that have neither users nor items in common: the first arguments of a kernel for each. */
const diagonalOf = ({ blocks, users, starts, items, values }: BlockGrid, shift: number) =>
  Array.from({ length: blocks }, (_, block) => {
    const own = starts[(block + shift) % blocks];
    return [users[block], users[block + 1], own.byteOffset, items.byteOffset, values.byteOffset] as const;
  });

function randomStart(
  { users, items }: Ratings,
  { place, rows }: BlockGrid,
  { factors, initialDeviation: deviation, offsets }: FactorDescentOptions,
  { seed }: Context,
  region: Region,
): FactorVectors {
  const stride = strideFor(factors);
  const userFactors = region.float32(users.size * stride);
  const itemFactors = region.float32(rows * stride);
  // Without a mean, descent starts where all vectors point the same way, as LIBMF's does.
  const base = offsets ? 0 : 0.25 / Math.sqrt(factors);
  const fill = (target: Float32Array, row: number, index: number, purpose: string): void => {
    const vector = target.subarray(row * stride, row * stride + factors);
    fillNormal(vector, seed, purpose, { deviation, first: index * factors });
    if (base > 0) for (let f = 0; f < factors; f++) vector[f] += base;
  };
  for (let user = 0; user < users.size; user++) fill(userFactors, user, user, 'svd.users');
  for (let item = 0; item < items.size; item++) fill(itemFactors, place[item], item, 'svd.items');
  const [userOffsets, itemOffsets] = [region.float32(users.size), region.float32(rows)];
  return { stride, place, userFactors, itemFactors, userOffsets, itemOffsets };
}
