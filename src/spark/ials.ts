import { MovierecError } from '../errors.ts';
import { widthFor } from '../models/contract/factor-model.ts';
import { positiveFrom, type Positive } from '../models/contract/positive.ts';
import { confidentRows } from '../models/least-squares/confident-rows.ts';
import { confidentVectors } from '../models/least-squares/confident-users.ts';
import { factorize, usersOf } from './factorize.ts';
import type { SparkModel } from './spark-model.ts';

/**
 * In MLlib what is not rated weighs 1, a rating 1 + its value, and the pull is λ · n: all of the objective is divided by
 * the weight of what is not rated. People are found here at the end, as they are in fold-in.
 */
export const ials: SparkModel = {
  only: { solver: 'cholesky', frequencyExponent: 1, scaling: 'likes' },
  defaults: { regularization: 0.06 },
  unused: ['steps', 'blockSize', 'initialDeviation'],

  async fit(ratings, parameters, cluster, context) {
    const { factors, epochs, regularization, frequencyExponent, unobserved, confidence } = parameters as Record<
      string,
      number
    >;
    if (confidence === 0 && unobserved === 1) {
      throw new MovierecError(
        'OPTION_RANGE',
        'ials: with unobserved=1 and confidence=0 a film that is liked weighs no more than one that is not rated.',
        'Give unobserved=0.1, or confidence=1.',
      );
    }
    const from = positiveFrom(ratings, parameters['positive'] as Positive);
    const weighing = { from, confidence, unobserved, regularization, frequencyExponent };
    const { byUser, arena } = ratings;
    const width = widthFor(factors);
    const region = arena.region();
    try {
      const rows = confidentRows(byUser, weighing, region);
      const problem = {
        user: usersOf(rows),
        item: rows.indexes,
        value: rows.weights.map((weight) => weight / unobserved),
        factors,
        epochs,
        regularization: regularization / unobserved,
        implicit: true,
      };
      const itemVectors = region.float32(ratings.items.size * width);
      await factorize(problem, { itemVectors, width }, cluster, context);
      const items = { ...weighing, liked: 0, factors, width, itemVectors };
      const userVectors = region.float32(ratings.users.size * width);
      await confidentVectors(items, byUser, userVectors, context);
      return { ...items, itemVectors: itemVectors.slice(), userVectors: userVectors.slice() };
    } finally {
      region.release();
    }
  },
};
