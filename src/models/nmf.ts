import type { Ratings } from '../dataset/ratings.ts';
import { MovierecError } from '../errors.ts';
import { defineModel } from './contract/define-model.ts';
import { byFactors, widthFor } from './contract/factor-model.ts';
import { choice, flag, integer, real } from './contract/parameters.ts';
import { ridgeParameters } from './least-squares/ridge-users.ts';
import { multiplicativeDescent, type NonNegativeVectors } from './non-negative/multiplicative-descent.ts';
import { explainNonNegative, nonNegativeVector, nonNegativeVectors } from './non-negative/non-negative-users.ts';

export const nmf = defineModel({
  name: 'nmf',
  summary:
    'Matrix factorization without negative numbers: tastes only add up, so that each can be looked at by itself.',
  choose: 'For ratings, where vectors are to be read as parts of taste; svd and svdpp are more accurate.',
  reference:
    'Lee, Seung 2001; Luo, Zhou, Xia, Zhu 2014 (regularized updates); fold-in after Franc, Hlaváč, Navara 2005, ' +
    'explanation after Hu, Koren, Volinsky 2008, §5',
  feedback: 'explicit',
  parameters: {
    factors: integer({ default: 15, min: 1, max: 500, scale: 'log', search: [4, 64], about: 'length of the vectors' }),
    epochs: integer({
      default: 100,
      min: 1,
      max: 1000,
      scale: 'log',
      search: [20, 200],
      about: 'times that all people and all films are updated',
    }),
    regularization: real({
      default: 0.06,
      min: 0,
      max: 10,
      scale: 'log',
      search: [0.01, 1],
      about: 'pull towards zero for each rating',
    }),
    damping: real({
      default: 2,
      min: 0,
      max: 100,
      search: [0, 10],
      about: 'pull towards zero of even a person or a film with few ratings; the paper has none',
    }),
    offsets: flag({ default: true, about: 'mean and offsets of people and films beside the vectors' }),
    ridge: real({
      ...ridgeParameters.ridge,
      default: 0.06,
      about: 'pull towards the average person for each rating in fold-in',
    }),
    prior: real({
      ...ridgeParameters.prior,
      default: 2,
      about: 'pull of even a short history towards the average person',
    }),
    users: choice({
      default: 'solved',
      among: ['solved', 'learned'],
      search: false,
      about: 'known people get their vector as in fold-in, or keep the one that the updates left',
    }),
  },
  ...byFactors,

  memory({ users, items, ratings }, { factors, offsets }) {
    const width = widthFor(factors + (offsets ? 2 : 0));
    return 4 * (width * (2 * users + items) + ratings);
  },

  async fit(ratings, options, context) {
    requirePositive(ratings);
    const { factors, offsets, ridge, prior, users } = options;
    const region = ratings.arena.region();
    try {
      const learned = await multiplicativeDescent(ratings, options, region, context);
      const { width, userVectors, itemVectors } = learned;
      const average = averageOf(learned, ratings);
      const items = { factors, width, ridge, prior, offsets: Number(offsets), average, itemVectors };
      if (users === 'solved') await nonNegativeVectors(items, ratings.byUser, userVectors, context);
      return { ...items, itemVectors: itemVectors.slice(), userVectors: userVectors.slice() };
    } finally {
      region.release();
    }
  },

  foldIn(items, history) {
    return { vector: nonNegativeVector(items, history) };
  },

  explain(items, user, item) {
    return explainNonNegative(items, user, item);
  },
});

/** The mean of the vectors of all who have rated anything. */
function averageOf({ width, userVectors }: NonNegativeVectors, { byUser: { starts } }: Ratings): Float32Array {
  const sums = new Float64Array(width);
  let people = 0;
  for (let user = 0; user + 1 < starts.length; user++) {
    if (starts[user] === starts[user + 1]) continue;
    people++;
    for (let f = 0; f < width; f++) sums[f] += userVectors[user * width + f];
  }
  return Float32Array.from(sums, (sum) => sum / people);
}

/** @throws WRONG_FEEDBACK for a scale that goes below 0: sums of what is not negative cannot. */
function requirePositive({ scale: { min } }: Ratings): void {
  if (min >= 0) return;
  throw new MovierecError(
    'WRONG_FEEDBACK',
    `nmf adds up what is not negative, and ratings here go down to ${min}.`,
    'Use --model svd, or give another scale to clean: --rescale 1..5.',
  );
}
