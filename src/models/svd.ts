import { defineModel } from './contract/define-model.ts';
import { byFactors, widthFor } from './contract/factor-model.ts';
import { choice, flag, integer, real } from './contract/parameters.ts';
import { explainRidge, ridgeParameters, ridgeVector, ridgeVectors } from './least-squares/ridge-users.ts';
import { factorDescent, factorDescentMemory } from './descent/factor-descent.ts';

const parameters = {
  factors: integer({ default: 50, min: 1, max: 500, scale: 'log', search: [8, 128], about: 'length of the vectors' }),
  epochs: integer({ default: 30, min: 1, max: 500, scale: 'log', search: [10, 80], about: 'passes over the ratings' }),
  steps: choice({
    default: 'plain',
    among: ['plain', 'adaptive'],
    search: false,
    about: 'all steps of one size, or smaller ones where gradients were large (AdaGrad): faster to a good model',
  }),
  learningRate: real({ default: 0.01, min: 1e-4, max: 1, scale: 'log', search: [3e-3, 0.03], about: 'step size' }),
  regularization: real({
    default: 0.05,
    min: 0,
    max: 1,
    scale: 'log',
    search: [0.01, 0.3],
    about: 'pull towards zero at each step',
  }),
  offsets: flag({
    default: true,
    search: false,
    about:
      'mean and offsets of people and films beside the vectors; without, the vectors have to hold all (PMF, LIBMF)',
  }),
  initialDeviation: real({
    default: 0.05,
    min: 1e-4,
    max: 1,
    scale: 'log',
    search: false,
    about: 'spread of the random start',
  }),
  itemDamping: real({
    default: 5,
    min: 0,
    max: 100,
    search: [0, 25],
    about: "ratings of prior weight in a film's offset, at the end",
  }),
  ...ridgeParameters,
  users: choice({
    default: 'solved',
    among: ['solved', 'learned'],
    search: false,
    about: 'known people get their vector as in fold-in, or keep the one that descent left',
  }),
};

export const svd = defineModel({
  name: 'svd',
  summary: 'Biased matrix factorization: a vector of taste for each person, one of character for each film.',
  choose: 'For ratings, as the usual first choice: accurate, fast, small.',
  reference:
    'Koren, Bell, Volinsky 2009; blocks after Gemulla et al. 2011, adaptive steps after Chin et al. 2015; fold-in and ' +
    'explanation after Hu, Koren, Volinsky 2008, §5',
  feedback: 'explicit',
  parameters,
  ...byFactors,

  memory(size, { factors }) {
    const width = widthFor(factors + 2);
    return factorDescentMemory(size, factors) + 4 * (size.users + size.items) * width + 4 * size.ratings;
  },

  async fit(ratings, options, context) {
    const { factors, itemDamping, ridge, prior, users } = options;
    const { arena } = ratings;
    const width = widthFor(factors + 2);
    const region = arena.region();
    try {
      const learned = await factorDescent(ratings, options, region, context);

      const itemVectors = new Float32Array(ratings.items.size * width);
      const { starts } = ratings.byItem;
      for (let item = 0; item < ratings.items.size; item++) {
        const row = learned.place[item];
        const count = starts[item + 1] - starts[item];
        itemVectors.set(
          learned.itemFactors.subarray(row * learned.stride, row * learned.stride + factors),
          item * width,
        );
        if (!options.offsets) continue;
        itemVectors[item * width + factors] = 1;
        // A film that few have rated is not among the best of all because these few liked it: lists become far better
        // (NDCG@10 .083 instead of .015 on MovieLens' small set) for .004 of RMSE.
        itemVectors[item * width + factors + 1] = (learned.itemOffsets[row] * count) / (count + itemDamping || 1);
      }
      const mean = options.offsets ? ratings.mean : 0;
      const items = { mean, factors, width, ridge, prior, itemVectors: region.place(itemVectors) };
      const userVectors = region.float32(ratings.users.size * width);
      if (users === 'learned') {
        for (let user = 0; user < ratings.users.size; user++) {
          const own = learned.userFactors.subarray(user * learned.stride, user * learned.stride + factors);
          userVectors.set(own, user * width);
          userVectors[user * width + factors] = mean + learned.userOffsets[user];
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

  explain(items, user, item) {
    return explainRidge(items, user, item);
  },
});
