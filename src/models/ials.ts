import { gramMemory } from '../kernels/gram.ts';
import { paddedSize } from '../kernels/row-equations.ts';
import { fillNormal } from '../random.ts';
import { byTaste } from './contract/by-taste.ts';
import { defineModel } from './contract/define-model.ts';
import { widthFor } from './contract/factor-model.ts';
import { choice, integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { confidentRows, filledRows, scaledRegularization } from './least-squares/confident-rows.ts';
import { confidentVector, explainConfident, prepareConfident } from './least-squares/confident-users.ts';
import { solveSide } from './least-squares/solve-side.ts';

export const ials = defineModel({
  name: 'ials',
  summary: 'Matrix factorization for ranking: all films count as not liked, a little, unless someone liked them.',
  choose: 'For lists from large catalogs: memory grows with people plus films, not with films squared.',
  reference:
    'Hu, Koren, Volinsky 2008; conjugate gradients after Takács, Pilászy, Tikk 2011; blocks and scaled regularization ' +
    'after Rendle, Krichene, Zhang, Koren 2021 and 2022',
  feedback: 'implicit',
  parameters: {
    factors: integer({
      default: 64,
      min: 1,
      max: 1024,
      scale: 'log',
      search: [16, 256],
      about: 'length of the vectors',
    }),
    epochs: integer({
      default: 16,
      min: 1,
      max: 500,
      scale: 'log',
      search: [5, 40],
      about: 'times that all people and all films are solved',
    }),
    solver: choice({
      default: 'conjugate-gradient',
      among: ['conjugate-gradient', 'cholesky', 'blocks'],
      search: false,
      about: 'come closer in a few steps, solve exactly, or solve some factors after the other (iALS++)',
    }),
    steps: integer({ default: 3, min: 1, max: 100, search: false, about: 'steps of conjugate gradients each time' }),
    blockSize: integer({
      default: 32,
      min: 4,
      max: 512,
      search: false,
      about: 'factors solved at a time, of the solver blocks',
    }),
    regularization: real({
      default: 0.35,
      min: 1e-4,
      max: 1000,
      scale: 'log',
      search: [0.03, 3],
      about: 'pull towards zero',
    }),
    frequencyExponent: real({
      default: 0.5,
      min: 0,
      max: 1,
      about: 'how much stronger the pull is where there are more ratings: 0 as strong, 1 in proportion',
    }),
    scaling: choice({
      default: 'weights',
      among: ['weights', 'likes'],
      search: false,
      about: 'what that proportion is to: the weights of all films, or the number of those that are liked',
    }),
    unobserved: real({
      default: 0.1,
      min: 1e-6,
      max: 1,
      scale: 'log',
      search: [0.02, 0.5],
      about: 'how much a film not rated counts, as not liked, beside one that is liked',
    }),
    confidence: real({
      default: 0,
      min: 0,
      max: 1000,
      search: false, // it weighs against `unobserved`, which is searched
      about: 'a liked film counts 1 + confidence · rating (or strength)',
    }),
    initialDeviation: real({
      default: 0.1,
      min: 1e-4,
      max: 10,
      scale: 'log',
      search: false,
      about: 'length of the random start',
    }),
    positive: positiveParameter('relevant'),
  },
  ...byTaste,

  memory({ users, items, ratings }, { factors }) {
    const width = widthFor(factors);
    return 4 * ((users + items) * (width + 2) + 6 * ratings + paddedSize(width) ** 2) + gramMemory(width);
  },

  async fit(ratings, options, context) {
    const { factors, epochs, regularization, frequencyExponent, unobserved, confidence, initialDeviation } = options;
    const width = widthFor(factors);
    const { arena } = ratings;
    const region = arena.region();
    try {
      const from = positiveFrom(ratings, options.positive);
      const weighing = { from, confidence, unobserved, regularization, frequencyExponent };
      const rows = {
        users: confidentRows(ratings.byUser, weighing, region),
        items: confidentRows(ratings.byItem, weighing, region),
      };
      const isByLikes = options.scaling === 'likes';
      const liked = isByLikes ? 0 : filledRows(rows.items);
      const likers = isByLikes ? 0 : filledRows(rows.users);
      const userVectors = region.float32(ratings.users.size * width);
      const itemVectors = region.float32(ratings.items.size * width);
      for (let item = 0; item < ratings.items.size; item++) {
        if (rows.items.starts[item] === rows.items.starts[item + 1]) continue; // a film that nobody likes stays 0
        const vector = itemVectors.subarray(item * width, item * width + factors);
        const deviation = initialDeviation / Math.sqrt(factors);
        fillNormal(vector, context.seed, 'ials.items', { deviation, first: item * factors });
      }
      const gram = region.float32(paddedSize(width) ** 2);
      const common = { gram, vectorStride: width, size: width, solutionStride: width };
      const users = {
        ...common,
        ...rows.users,
        vectors: itemVectors,
        solutions: userVectors,
        regularization: scaledRegularization(rows.users, liked, weighing, region),
      };
      const items = {
        ...common,
        ...rows.items,
        vectors: userVectors,
        solutions: itemVectors,
        regularization: scaledRegularization(rows.items, likers, weighing, region),
      };
      for (let epoch = 0; epoch < epochs; epoch++) {
        await solveSide(arena, users, options, context);
        await solveSide(arena, items, options, context);
        context.progress(epoch + 1, epochs, 'epochs');
      }
      // Exactly, so that a known user is the same function of the history as a new one.
      await solveSide(arena, users, { ...options, solver: 'cholesky' }, context);
      const vectors = { itemVectors: itemVectors.slice(), userVectors: userVectors.slice() };
      return { ...weighing, liked, factors, width, ...vectors };
    } finally {
      region.release();
    }
  },

  prepare(state) {
    return prepareConfident(state);
  },

  foldIn(items, history) {
    return { vector: confidentVector(items, history) };
  },

  explain(items, user, item) {
    return explainConfident(items, user, item);
  },
});
