import { fixedOffsets } from '../models/als.ts';
import { widthFor } from '../models/contract/factor-model.ts';
import { ridgeVectors } from '../models/least-squares/ridge-users.ts';
import { factorize, usersOf } from './factorize.ts';
import type { SparkModel } from './spark-model.ts';

/**
 * MLlib knows no offsets, and pulls by λ · n alone: so it is given what `bias` leaves over, and finds the films' vectors.
 * People are then found here, as they are in fold-in.
 */
export const als: SparkModel = {
  only: { offsets: 'fixed' },
  // Without a prior, rare films need a stronger pull.
  defaults: { ridge: 0.1 },
  unused: ['initialDeviation'],

  async fit(ratings, parameters, cluster, context) {
    const { factors, epochs, ridge, prior } = parameters as Record<string, number>;
    const { mean, byUser, arena } = ratings;
    const width = widthFor(factors + 2);
    const offsets = fixedOffsets(ratings);
    const user = usersOf(byUser);
    const value = byUser.values.map(
      (rating, at) => rating - mean - offsets.items[byUser.indexes[at]] - offsets.users[user[at]],
    );
    const region = arena.region();
    try {
      const itemVectors = region.float32(ratings.items.size * width);
      const problem = { user, item: byUser.indexes, value, factors, epochs, regularization: ridge, implicit: false };
      await factorize(problem, { itemVectors, width }, cluster, context);
      for (const [item, offset] of offsets.items.entries()) itemVectors.set([1, offset], item * width + factors);
      const items = { mean, factors, width, ridge, prior, itemVectors };
      const userVectors = region.float32(ratings.users.size * width);
      await ridgeVectors(items, byUser, userVectors, context);
      return { ...items, itemVectors: itemVectors.slice(), userVectors: userVectors.slice() };
    } finally {
      region.release();
    }
  },
};
