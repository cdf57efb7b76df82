import type { Ratings } from '../dataset/ratings.ts';
import { defineModel } from './contract/define-model.ts';
import { byFactors, widthFor } from './contract/factor-model.ts';
import { explainImplicit, implicitParts, implicitVector, implicitVectors } from './least-squares/implicit-users.ts';
import { choice, integer, real } from './contract/parameters.ts';
import { ridgeParameters } from './least-squares/ridge-users.ts';
import { implicitDescent, implicitDescentMemory } from './descent/implicit-descent.ts';
import type { ImplicitVectors } from './descent/implicit-start.ts';

export const svdpp = defineModel({
  name: 'svdpp',
  summary: 'Matrix factorization that also learns from which films someone rated, however they rated them.',
  choose: 'For ratings, where most people gave at least some ten: more accurate than svd, somewhat slower.',
  reference: 'Koren 2008, Factorization Meets the Neighborhood, §4.1; fold-in after Hu, Koren, Volinsky 2008, §5',
  feedback: 'explicit',
  parameters: {
    factors: integer({ default: 50, min: 1, max: 500, scale: 'log', search: [8, 128], about: 'length of the vectors' }),
    epochs: integer({
      default: 40,
      min: 1,
      max: 500,
      scale: 'log',
      search: [10, 80],
      about: 'passes over the ratings',
    }),
    learningRate: real({ default: 0.01, min: 1e-4, max: 1, scale: 'log', search: [3e-3, 0.03], about: 'step size' }),
    regularization: real({
      default: 0.1,
      min: 0,
      max: 1,
      scale: 'log',
      search: [0.01, 0.3],
      about: 'pull towards zero at each step',
    }),
    implicitLearningRate: real({
      default: 0.001,
      min: 1e-5,
      max: 1,
      scale: 'log',
      search: [3e-4, 0.01],
      about: 'step size of what is learned from which films were rated',
    }),
    implicitRegularization: real({
      default: 0.005,
      min: 0,
      max: 1,
      scale: 'log',
      search: [1e-3, 0.1],
      about: 'its pull towards zero at each step',
    }),
    initialDeviation: real({
      default: 0.01,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: false,
      about: 'spread of the random start',
    }),
    itemDamping: real({
      default: 10,
      min: 0,
      max: 100,
      search: [0, 25],
      about: "ratings of prior weight in a film's offset, at the end",
    }),
    ...ridgeParameters,
    ridge: real({ ...ridgeParameters.ridge, default: 0.05 }),
    users: choice({
      default: 'solved',
      among: ['solved', 'learned'],
      search: false,
      about: 'known people get their vector as in fold-in, or keep the one that descent left',
    }),
  },
  ...byFactors,
  matrices: { ...byFactors.matrices, itemImplicit: 'width' },

  memory(size, { factors }) {
    const width = widthFor(factors + 2);
    const vectors = 4 * width * (2 * size.users + 2 * size.items);
    return implicitDescentMemory(size, factors) + vectors + 4 * (2 * size.ratings + size.users);
  },

  async fit(ratings, options, context) {
    const { factors, itemDamping, ridge, prior, users } = options;
    const width = widthFor(factors + 2);
    const region = ratings.arena.region();
    try {
      const descent = await implicitDescent(ratings, options, region, context);
      const itemVectors = region.float32(ratings.items.size * width);
      const itemImplicit = region.float32(ratings.items.size * width);
      unpackItems(descent, ratings, { factors, width, itemDamping }, itemVectors, itemImplicit);
      const items = { mean: ratings.mean, factors, width, ridge, prior, itemVectors, itemImplicit };
      const userVectors = region.float32(ratings.users.size * width);
      if (users === 'solved') {
        await implicitVectors(items, ratings.byUser, userVectors, context);
      } else {
        const left = region.float32(ratings.size);
        await implicitParts(items, ratings.byUser, { parts: userVectors, left }, context);
        addLearned(descent, items, userVectors);
      }
      return {
        ...items,
        itemVectors: itemVectors.slice(),
        itemImplicit: itemImplicit.slice(),
        userVectors: userVectors.slice(),
      };
    } finally {
      region.release();
    }
  },

  foldIn(items, history) {
    return { vector: implicitVector(items, history) };
  },

  explain(items, user, item) {
    return explainImplicit(items, user, item);
  },
});

/** The rows of `itemVectors`, (q, 1, bᵢ, 0 …), and of `itemImplicit`, (y, 0 …). */
function unpackItems(
  { length, rowLength, itemRows }: ImplicitVectors,
  { byItem: { starts }, items }: Ratings,
  { factors, width, itemDamping }: { factors: number; width: number; itemDamping: number },
  itemVectors: Float32Array,
  itemImplicit: Float32Array,
): void {
  for (let item = 0; item < items.size; item++) {
    const row = itemRows.subarray(item * rowLength, (item + 1) * rowLength);
    const count = starts[item + 1] - starts[item];
    itemVectors.set(row.subarray(0, factors), item * width);
    itemVectors[item * width + factors] = 1;
    // As in svd: a film that few have rated is not among the best of all because these few liked it.
    itemVectors[item * width + factors + 1] = (row[2 * length] * count) / (count + itemDamping || 1);
    itemImplicit.set(row.subarray(length, length + factors), item * width);
  }
}

/** Adds what descent learned of each user to the implicit parts: (p + z, bᵤ + mean, 1, 0 …). */
function addLearned(
  { length, userFactors, userOffsets }: ImplicitVectors,
  { factors, width, mean }: { factors: number; width: number; mean: number },
  userVectors: Float32Array,
): void {
  for (const [user, offset] of userOffsets.entries()) {
    for (let f = 0; f < factors; f++) userVectors[user * width + f] += userFactors[user * length + f];
    userVectors[user * width + factors] = mean + offset;
    userVectors[user * width + factors + 1] = 1;
  }
}
