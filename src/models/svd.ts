import type { Context } from '../context.ts';
import type { Ratings } from '../dataset/ratings.ts';
import type { Region } from '../kernels/arena.ts';
import { parallel } from '../kernels/parallel.ts';
import { fillNormal } from '../random.ts';
import { defineModel } from './contract/define-model.ts';
import { areFinite, diverged } from './contract/diverged.ts';
import {
  scoreFactors,
  scoreFactorsBatch,
  scoreFactorsOf,
  similarFactors,
  topFactors,
  widthFor,
} from './contract/factor-model.ts';
import { choice, integer, real, type Values } from './contract/parameters.ts';
import { explainRidge, ridgeParameters, ridgeVector, ridgeVectors } from './contract/ridge-users.ts';
import { gridMemory, makeGrid, type BlockGrid } from './descent/block-grid.ts';

const parameters = {
  factors: integer({ default: 50, min: 1, max: 500, about: 'length of the vectors' }),
  epochs: integer({ default: 30, min: 1, max: 500, about: 'passes over the ratings' }),
  steps: choice({
    default: 'plain',
    among: ['plain', 'adaptive'],
    about: 'all steps of one size, or smaller ones where gradients were large (AdaGrad): faster to a good model',
  }),
  learningRate: real({ default: 0.01, min: 1e-4, max: 1, scale: 'log', about: 'step size' }),
  regularization: real({ default: 0.05, min: 0, max: 1, about: 'pull towards zero at each step' }),
  initialDeviation: real({ default: 0.05, min: 1e-4, max: 1, scale: 'log', about: 'spread of the random start' }),
  itemDamping: real({ default: 5, min: 0, max: 100, about: "ratings of prior weight in a film's offset, at the end" }),
  ...ridgeParameters,
  users: choice({
    default: 'solved',
    among: ['solved', 'learned'],
    about: 'known people get their vector as in fold-in, or keep the one that descent left',
  }),
};
type Options = Values<typeof parameters>;

export const svd = defineModel({
  name: 'svd',
  summary: 'Biased matrix factorization: a vector of taste for each person, one of character for each film.',
  reference:
    'Koren, Bell, Volinsky 2009; blocks after Gemulla et al. 2011, adaptive steps after Chin et al. 2015; fold-in and ' +
    'explanation after Hu, Koren, Volinsky 2008, §5',
  feedback: 'explicit',
  parameters,
  matrices: { userVectors: 'width', itemVectors: 'width' },

  memory(size, { factors }) {
    const width = widthFor(factors + 2);
    return gridMemory(size) + 4 * (size.users + size.items) * (2 * width + 8) + 4 * size.ratings;
  },

  async fit(ratings, options, context) {
    const { factors, itemDamping, ridge, prior, users } = options;
    const { arena } = ratings;
    const width = widthFor(factors + 2);
    const region = arena.region();
    try {
      const grid = makeGrid(ratings, region);
      const start = randomStart(ratings, grid, options, context, region);
      await descend(grid, start, options, ratings, context);

      const itemVectors = new Float32Array(ratings.items.size * width);
      const { starts } = ratings.byItem;
      for (let item = 0; item < ratings.items.size; item++) {
        const row = grid.place[item];
        const count = starts[item + 1] - starts[item];
        itemVectors.set(start.itemFactors.subarray(row * start.stride, row * start.stride + factors), item * width);
        itemVectors[item * width + factors] = 1;
        // A film that few have rated is not among the best of all because these few liked it: lists become far better
        // (NDCG@10 .083 instead of .015 on MovieLens' small set) for .004 of RMSE.
        itemVectors[item * width + factors + 1] = (start.itemOffsets[row] * count) / (count + itemDamping || 1);
      }
      const items = { mean: ratings.mean, factors, width, ridge, prior, itemVectors: region.place(itemVectors) };
      const userVectors = region.float32(ratings.users.size * width);
      if (users === 'learned') {
        for (let user = 0; user < ratings.users.size; user++) {
          const own = start.userFactors.subarray(user * start.stride, user * start.stride + factors);
          userVectors.set(own, user * width);
          userVectors[user * width + factors] = ratings.mean + start.userOffsets[user];
          userVectors[user * width + factors + 1] = 1;
        }
      } else {
        // Solving everyone once more makes a known user the same function of the history as a new one, at no loss.
        await ridgeVectors(items, ratings.byUser, userVectors, context);
      }
      return { ...items, itemVectors, userVectors: userVectors.slice() };
    } finally {
      region.release();
    }
  },

  foldIn(items, history) {
    return { vector: ridgeVector(items, history) };
  },

  known({ width, userVectors }, user) {
    return { vector: userVectors.subarray(user * width, (user + 1) * width) };
  },

  score(items, user, scores) {
    scoreFactors(items, user, scores);
  },

  scoreItems(items, user, some, scores) {
    scoreFactorsOf(items, user, some, scores);
  },

  scoreBatch(items, users, scores, context) {
    return scoreFactorsBatch(items, users, scores, context);
  },

  topBatch(items, users, k, out, context) {
    return topFactors(items, users, k, out, context);
  },

  explain(items, user, item) {
    return explainRidge(items, user, item);
  },

  similar(items, item, similarities) {
    similarFactors(items, item, similarities);
  },
});

/** What descent changes, all in the training data's arena; items are in the grid's rows. */
interface Descent {
  readonly stride: number;
  readonly userFactors: Float32Array;
  readonly itemFactors: Float32Array;
  readonly userOffsets: Float32Array;
  readonly itemOffsets: Float32Array;
}

function randomStart(
  { users, items }: Ratings,
  { place, rows }: BlockGrid,
  { factors, initialDeviation: deviation }: Options,
  { seed }: Context,
  region: Region,
): Descent {
  const stride = Math.ceil(factors / 16) * 16; // rows of whole cache lines, so that no two threads write to one
  const userFactors = region.float32(users.size * stride);
  const itemFactors = region.float32(rows * stride);
  const fill = (target: Float32Array, row: number, index: number, purpose: string): void =>
    fillNormal(target.subarray(row * stride, row * stride + factors), seed, purpose, {
      deviation,
      first: index * factors,
    });
  for (let user = 0; user < users.size; user++) fill(userFactors, user, user, 'svd.users');
  for (let item = 0; item < items.size; item++) fill(itemFactors, place[item], item, 'svd.items');
  return {
    stride,
    userFactors,
    itemFactors,
    userOffsets: region.float32(users.size),
    itemOffsets: region.float32(rows),
  };
}

/** All epochs: in each, every block of users meets every block of items once, those on a diagonal at the same time. */
async function descend(
  { blocks, users, rows, starts, items, values }: BlockGrid,
  { stride, userFactors, itemFactors, userOffsets, itemOffsets }: Descent,
  { factors, epochs, steps, learningRate, regularization }: Options,
  { arena, mean }: Ratings,
  context: Context,
): Promise<void> {
  const length = widthFor(factors);
  const region = arena.region();
  try {
    const userSums = region.float32(2 * userOffsets.length).fill(1);
    const itemSums = region.float32(2 * rows).fill(1);
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (let shift = 0; shift < blocks; shift++) {
        const diagonal = Array.from({ length: blocks }, (_, block) => {
          const own = starts[(block + shift + epoch) % blocks];
          return [users[block], users[block + 1], own.byteOffset, items.byteOffset, values.byteOffset] as const;
        });
        const vectors = [userFactors.byteOffset, itemFactors.byteOffset] as const;
        const offsets = [userOffsets.byteOffset, itemOffsets.byteOffset] as const;
        const sums = [userSums.byteOffset, itemSums.byteOffset] as const;
        const rest = [length, stride, mean, learningRate, regularization] as const;
        if (steps === 'plain') {
          const tasks = diagonal.map((part) => [...part, ...vectors, ...offsets, ...rest] as const);
          await parallel(arena, { kernel: 'sgd', tasks }, context);
        } else {
          const tasks = diagonal.map((part) => [...part, ...vectors, ...offsets, ...sums, ...rest] as const);
          await parallel(arena, { kernel: 'adagrad', tasks }, context);
        }
      }
      context.progress(epoch + 1, epochs, 'epochs');
      if (!areFinite(userOffsets, itemOffsets)) throw diverged('svd', epoch, 'learningRate', learningRate);
    }
  } finally {
    region.release();
  }
}
