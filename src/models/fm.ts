import type { Region } from '../kernels/arena.ts';
import type { Rows } from '../dataset/rows.ts';
import { solveRows } from '../kernels/solve-rows.ts';
import { fillNormal } from '../random.ts';
import { defineModel } from './contract/define-model.ts';
import { byFactors, widthFor } from './contract/factor-model.ts';
import { integer, real } from './contract/parameters.ts';
import { explainRidge, ridgeParameters, ridgeVector, ridgeVectors } from './least-squares/ridge-users.ts';
import { chosenFeatures, setsParameter } from './side-information/chosen-features.ts';
import { featureRegression, regress } from './side-information/feature-regression.ts';
import { multiplySparse } from '../kernels/multiply-sparse.ts';

/** Steps of conjugate gradients in each epoch, which go on from where the last epoch left off. */
const steps = 5;

export const fm = defineModel({
  name: 'fm',
  summary: 'A factorization machine: the vector of a film is its own and the sum of those of what it is.',
  choose: '.',
  reference: 'Rendle 2010',
  feedback: 'explicit',
  scoresUnrated: true,
  needs: ['features'],
  parameters: {
    factors: integer({ default: 50, min: 1, max: 500, scale: 'log', search: [8, 128], about: 'length of the vectors' }),
    epochs: integer({
      default: 10,
      min: 1,
      max: 500,
      scale: 'log',
      search: [5, 40],
      about: 'times that all people, all films and all features are solved',
    }),
    initialDeviation: real({
      default: 0.1,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: false,
      about: 'spread of the random start',
    }),
    ridge: real({
      ...ridgeParameters.ridge,
      default: 0.05,
      search: [0.01, 0.3],
      about: 'pull towards zero for each rating',
    }),
    prior: real({ ...ridgeParameters.prior, default: 6 }),
    featureRidge: real({
      default: 10,
      min: 1e-3,
      max: 1e6,
      scale: 'log',
      search: [1, 1000],
      about: 'pull towards zero of what a feature says',
    }),
    sets: setsParameter,
  },
  ...byFactors,

  memory({ users, items, ratings }, { factors }) {
    return 4 * ((users + items) * (widthFor(factors + 2) + 3) + 2 * ratings);
  },

  async fit(ratings, { factors, epochs, initialDeviation, ridge, prior, featureRidge, sets }, context) {
    const { arena, byItem, byUser } = ratings;
    const [userCount, itemCount] = [ratings.users.size, ratings.items.size];
    const width = widthFor(factors + 2);
    const region = arena.region();
    try {
      const { count, rows } = chosenFeatures(ratings, sets, region);
      const coefficients = region.float32(count * width);
      const itemVectors = region.float32(itemCount * width);
      // People's vectors and behind them what features say of each film: both are entries of a film's equations.
      const vectors = region.float32((userCount + itemCount) * width);
      const userVectors = vectors.subarray(0, userCount * width);
      const expected = vectors.subarray(userCount * width);
      const regularization = region.float32(itemCount);
      for (let item = 0; item < itemCount; item++) {
        regularization[item] = ridge * (byItem.starts[item + 1] - byItem.starts[item]) + prior;
        const own = itemVectors.subarray(item * width, item * width + factors);
        fillNormal(own, context.seed, 'fm.items', { deviation: initialDeviation, first: item * factors });
        itemVectors[item * width + factors] = 1;
      }
      const regression = featureRegression(rows, { count, weights: regularization, width }, region);
      const entries = withPriors(byItem, userCount, regularization, region);
      const model = { mean: ratings.mean, factors, width, ridge, prior, itemVectors };
      for (let epoch = 0; epoch < epochs; epoch++) {
        await ridgeVectors(model, byUser, userVectors, context);
        for (let row = 0; row < itemCount; row++) {
          const from = byItem.starts[row];
          const to = entries.starts[row];
          for (let at = 0; at < byItem.starts[row + 1] - from; at++)
            entries.targets[to + at] =
              byItem.values[from + at] - userVectors[byItem.indexes[from + at] * width + factors];
        }
        for (let user = 0; user < userCount; user++) userVectors[user * width + factors] = 1;
        await multiplySparse(arena, { sparse: rows, dense: coefficients, width, product: expected }, context);
        await solveRows(
          arena,
          {
            ...entries,
            vectors,
            vectorStride: width,
            size: factors + 1,
            regularization,
            solutions: itemVectors,
            solutionStride: width,
          },
          context,
        );
        for (let item = 0; item < itemCount; item++) itemVectors[item * width + factors + 1] = 0;
        await regress(regression, itemVectors, coefficients, { ridge: featureRidge, steps }, context);
        for (let item = 0; item < itemCount; item++) {
          itemVectors[item * width + factors + 1] = itemVectors[item * width + factors];
          itemVectors[item * width + factors] = 1;
        }
        context.progress(epoch + 1, epochs, 'epochs');
      }
      await ridgeVectors(model, byUser, userVectors, context);
      return { ...model, itemVectors: itemVectors.slice(), userVectors: userVectors.slice() };
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

/** Each film's ratings, and one more entry that pulls it to what its features say: λ on the right side, nothing on the left. */
function withPriors({ starts, indexes, values }: Rows, users: number, regularization: Float32Array, region: Region) {
  const size = values.length + regularization.length;
  const entries = {
    starts: region.uint32(starts.length),
    indexes: region.int32(size),
    weights: region.float32(size),
    targets: region.float32(size),
  };
  let to = 0;
  for (let film = 0; film < regularization.length; film++) {
    for (let at = starts[film]; at < starts[film + 1]; at++, to++) {
      entries.indexes[to] = indexes[at];
      entries.weights[to] = 1;
    }
    entries.indexes[to] = users + film;
    entries.targets[to++] = regularization[film];
    entries.starts[film + 1] = to;
  }
  return entries;
}
