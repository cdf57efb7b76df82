import type { Region } from '../kernels/arena.ts';
import type { Rows } from '../dataset/rows.ts';
import { solveRows } from '../kernels/solve-rows.ts';
import { fillNormal } from '../random.ts';
import { defineModel } from './contract/define-model.ts';
import { byFactors, widthFor } from './contract/factor-model.ts';
import { integer, real } from './contract/parameters.ts';
import { explainRidge, ridgeParameters, ridgeVector, ridgeVectors } from './least-squares/ridge-users.ts';
import { chosenFeatures } from './side-information/chosen-features.ts';
import { setsParameter } from './side-information/chosen-sets.ts';
import { featureRegression, regress, regressionMemory } from './side-information/feature-regression.ts';
import { multiplySparse } from '../kernels/multiply-sparse.ts';

/** Steps of conjugate gradients in each epoch, which go on from where the last epoch left off. */
const steps = 5;
/** Features of a film that memory is announced for. */
const entriesOfFilm = 100;

export const fm = defineModel({
  name: 'fm',
  summary:
    'A factorization machine: people meet films and what films are, so that a film is the sum of its own vector and those of its features.',
  choose:
    'For ratings where something is known of films: the most accurate by far where many films have few ratings, and for ' +
    'those that have none.',
  reference:
    'Rendle 2010, Factorization Machines; least squares after Zhou et al. 2008, features by regression after Agarwal, Chen ' +
    '2009',
  feedback: 'explicit',
  scoresUnrated: true,
  needs: ['features'],
  parameters: {
    factors: integer({ default: 50, min: 1, max: 500, scale: 'log', search: [8, 128], about: 'length of the vectors' }),
    epochs: integer({
      default: 15,
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
    const width = widthFor(factors + 2);
    const entries = entriesOfFilm * items;
    return (
      4 * ((users + 3 * items) * width + 4 * (users + items) + 5 * ratings + 2 * entries) +
      regressionMemory({ films: items, features: items, entries }, width)
    );
  },

  /**
   * Minimizes Σ (r − μ − b − bᵢ − p·qᵢ)² + Σ ρ (b² + |p|²) + Σ ρᵢ |(qᵢ, bᵢ) − xᵢV|² + featureRidge · |V|², with
   * ρ = ridge · n + prior: q and b' of a film are xᵢV, the sum of what its features x say, and what is its own. People,
   * films and V are solved in turn, each while the others stay. What a film's features do among themselves would be a
   * constant of the film, and is left to its offset.
   */
  async fit(ratings, { factors, epochs, initialDeviation, ridge, prior, featureRidge, sets }, context) {
    const { arena, byItem, byUser, mean } = ratings;
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
      const entries = entriesOf(byItem, userCount, regularization, region);
      const shape = { size: factors + 1, vectorStride: width, solutionStride: width };
      const films = { ...entries, ...shape, vectors, regularization, solutions: itemVectors };
      const regression = featureRegression(rows, { count, weights: regularization, width }, region);
      const ofFeatures = { sparse: rows, dense: coefficients, width, product: expected };
      const model = { mean, factors, width, ridge, prior, itemVectors };
      for (let epoch = 0; epoch < epochs; epoch++) {
        await ridgeVectors(model, byUser, userVectors, context);
        fillTargets(entries, byItem, userVectors, { factors, width });
        await multiplySparse(arena, ofFeatures, context);
        await solveRows(arena, films, context);
        // Where the kernels want the offset is the 1 of a finished vector.
        for (let at = factors; at < itemVectors.length; at += width) itemVectors[at + 1] = 0;
        await regress(regression, itemVectors, coefficients, { ridge: featureRidge, steps }, context);
        for (let at = factors; at < itemVectors.length; at += width) {
          itemVectors[at + 1] = itemVectors[at];
          itemVectors[at] = 1;
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

/** The entries of films' equations. */
interface Entries {
  readonly starts: Uint32Array;
  readonly indexes: Int32Array;
  readonly weights: Float32Array;
  readonly targets: Float32Array;
}

/**
 * Each film's ratings, and behind them an entry that is only on the right side, ρᵢ xᵢV, by which the film is pulled to
 * what its features say instead of to 0.
 */
function entriesOf({ starts, indexes }: Rows, users: number, regularization: Float32Array, region: Region): Entries {
  const films = regularization.length;
  const size = indexes.length + films;
  const entries = {
    starts: region.uint32(films + 1),
    indexes: region.int32(size),
    weights: region.float32(size).fill(1),
    targets: region.float32(size),
  };
  for (let film = 0; film < films; film++) {
    const last = starts[film + 1] + film;
    entries.indexes.set(indexes.subarray(starts[film], starts[film + 1]), entries.starts[film]);
    entries.indexes[last] = users + film;
    entries.weights[last] = 0;
    entries.targets[last] = regularization[film];
    entries.starts[film + 1] = last + 1;
  }
  return entries;
}

/** Writes r − μ − b of each rating, and a 1 where people's vectors have μ + b. */
function fillTargets(
  entries: Entries,
  { starts, indexes, values }: Rows,
  userVectors: Float32Array,
  { factors, width }: { factors: number; width: number },
): void {
  for (let film = 0; film + 1 < starts.length; film++) {
    for (let at = starts[film]; at < starts[film + 1]; at++) {
      entries.targets[at + film] = values[at] - userVectors[indexes[at] * width + factors];
    }
  }
  for (let at = factors; at < userVectors.length; at += width) userVectors[at] = 1;
}
