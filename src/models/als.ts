import type { Context } from '../context.ts';
import type { Ratings } from '../dataset/ratings.ts';
import type { Rows } from '../dataset/rows.ts';
import type { Region } from '../kernels/arena.ts';
import { solveRows } from '../kernels/solve-rows.ts';
import { fillNormal } from '../random.ts';
import { baselineParameters, fitBaseline, userOffsetsOf } from './contract/baseline.ts';
import { defineModel } from './contract/define-model.ts';
import { byFactors, widthFor } from './contract/factor-model.ts';
import { choice, integer, real, resolve } from './contract/parameters.ts';
import { explainRidge, ridgeParameters, ridgeVector, ridgeVectors } from './least-squares/ridge-users.ts';

export const als = defineModel({
  name: 'als',
  summary: 'Biased matrix factorization by least squares: all people are solved exactly, then all films, in turn.',
  choose:
    'For ratings, where a fit without a learning rate is wanted: nothing to tune but length and penalty, and it cannot diverge.',
  reference:
    'Zhou, Wilkinson, Schreiber, Pan 2008 (weighted λ); offsets after Koren, Bell, Volinsky 2009; explanation after ' +
    'Hu, Koren, Volinsky 2008, §5',
  feedback: 'explicit',
  parameters: {
    factors: integer({ default: 50, min: 1, max: 500, scale: 'log', search: [8, 128], about: 'length of the vectors' }),
    epochs: integer({
      default: 10,
      min: 1,
      max: 500,
      scale: 'log',
      search: [5, 40],
      about: 'times that all people and all films are solved',
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
    offsets: choice({
      default: 'learned',
      among: ['learned', 'fixed'],
      search: false,
      about:
        'learn with the vectors how high films are rated and people rate, or fit vectors to what the model bias leaves over; then ' +
        'the prior counts in fold-in alone',
    }),
  },
  ...byFactors,

  memory({ users, items, ratings }, { factors }) {
    return 4 * ((users + items) * (widthFor(factors + 2) + 3) + 2 * ratings);
  },

  async fit(ratings, { factors, epochs, initialDeviation, ridge, prior, offsets }, context) {
    const width = widthFor(factors + 2);
    const isFixed = offsets === 'fixed';
    const region = ratings.arena.region();
    try {
      const penalty = { ridge, prior: isFixed ? 0 : prior };
      const users = sideOf(ratings.byUser, width, penalty, region);
      const items = sideOf(ratings.byItem, width, penalty, region);
      if (isFixed) {
        const baseline = fixedOffsets(ratings);
        users.offsets.set(baseline.users);
        items.offsets.set(baseline.items);
      }
      for (let item = 0; item < ratings.items.size; item++) {
        const vector = items.vectors.subarray(item * width, item * width + factors);
        fillNormal(vector, context.seed, 'als.items', { deviation: initialDeviation, first: item * factors });
        items.vectors[item * width + factors] = 1;
      }
      const problem = { ratings, factors, width, isFixed, targets: region.float32(ratings.size) };
      for (let epoch = 0; epoch < epochs; epoch++) {
        await solveSide(users, items, problem, context);
        await solveSide(items, users, problem, context);
        context.progress(epoch + 1, epochs, 'epochs');
      }
      items.offsets.forEach((offset, item) => (items.vectors[item * width + factors + 1] = offset));
      const model = { mean: ratings.mean, factors, width, ridge, prior, itemVectors: items.vectors };
      await ridgeVectors(model, ratings.byUser, users.vectors, context);
      return { ...model, itemVectors: items.vectors.slice(), userVectors: users.vectors.slice() };
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

/** All people, or all films, with their ratings: rows of `vectors` are the factors and the constant 1. */
interface Side {
  readonly rows: Rows;
  readonly vectors: Float32Array;
  readonly offsets: Float32Array;
  readonly regularization: Float32Array;
}

function sideOf(rows: Rows, width: number, { ridge, prior }: { ridge: number; prior: number }, region: Region): Side {
  const count = rows.starts.length - 1;
  const regularization = region.float32(count);
  for (let row = 0; row < count; row++) regularization[row] = ridge * (rows.starts[row + 1] - rows.starts[row]) + prior;
  return { rows, vectors: region.float32(count * width), offsets: region.float32(count), regularization };
}

/** What the model `bias` adds to the mean for each person and each film, with its defaults. */
export function fixedOffsets(ratings: Ratings): { readonly users: Float32Array; readonly items: Float32Array } {
  const { userDamping, itemDamping, sweeps } = resolve({ name: 'bias', parameters: baselineParameters }, {});
  const baseline = fitBaseline(ratings, { userDamping, itemDamping, sweeps });
  return { users: userOffsetsOf(ratings.byUser, baseline), items: baseline.itemOffsets };
}

interface Problem {
  readonly ratings: Ratings;
  readonly factors: number;
  readonly width: number;
  readonly isFixed: boolean;
  readonly targets: Float32Array;
}

/**
 * Minimizes Σ (r − μ − b − b′ − p·q)² + (ridge · n + prior) (b² + |p|²) over all b and p of one side, while b′ and q of
 * the other stay: for each row, the regression of r − μ − b′ on (q, 1). Where the offsets are fixed, b stays too, and
 * what is left of it is the penalty ridge · n · |p|².
 */
async function solveSide(
  { rows, vectors, offsets, regularization }: Side,
  other: Side,
  { ratings, factors, width, isFixed, targets }: Problem,
  context: Context,
): Promise<void> {
  const { starts, indexes, values } = rows;
  for (let row = 0; row < offsets.length; row++) {
    const known = isFixed ? offsets[row] : 0;
    for (let at = starts[row]; at < starts[row + 1]; at++) {
      targets[at] = values[at] - ratings.mean - other.offsets[indexes[at]] - known;
    }
  }
  const equations = {
    starts,
    indexes,
    targets,
    vectors: other.vectors,
    vectorStride: width,
    size: isFixed ? factors : factors + 1,
    regularization,
    solutions: vectors,
    solutionStride: width,
  };
  await solveRows(ratings.arena, equations, context);
  if (isFixed) return;
  for (let row = 0; row < offsets.length; row++) {
    offsets[row] = vectors[row * width + factors];
    vectors[row * width + factors] = 1;
  }
}
