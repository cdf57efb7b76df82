import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { filterRows } from '../../dataset/rows.ts';
import type { Region } from '../../kernels/arena.ts';
import { uniform } from '../../random.ts';
import type { Size } from '../contract/define-model.ts';
import { widthFor } from '../contract/factor-model.ts';
import { positiveFrom, type Positive } from '../contract/positive.ts';
import { distinct } from './distinct.ts';
import {
  pairwiseDescent,
  pairwiseMemory,
  type AfterEpoch,
  type PairwiseModel,
  type PairwiseOptions,
} from './pairwise-descent.ts';
import { pairwiseVectors } from './pairwise-users.ts';
import { putLast } from './put-last.ts';

export interface PairwiseFitOptions extends PairwiseOptions {
  readonly passes: number;
  readonly users: 'solved' | 'learned';
  readonly positive: Positive;
}

/** The bytes that it takes. */
export const pairwiseFitMemory = (size: Size, factors: number): number =>
  pairwiseMemory(size, factors) + 8 * size.ratings + 4 * (size.users + size.items) * (widthFor(factors + 2) + 1);

/** What is known of films besides who liked them, and how it is brought into their vectors. */
export interface FilmPrior {
  readonly afterEpoch: AfterEpoch;
  /** Writes the vectors of films that nobody liked. */
  finish(itemVectors: Float32Array, width: number): Promise<void>;
}

/**
 * All that a model learned by comparing pairs is, but for `tries`: descent, and then everyone's vector as in fold-in.
 * With `priorOf` films' vectors are pulled to what is known of them besides.
 */
export async function pairwiseFit(
  model: PairwiseModel,
  ratings: Ratings,
  options: PairwiseFitOptions,
  context: Context,
  priorOf?: (films: Int32Array, region: Region) => FilmPrior,
) {
  const { factors, learningRate: rate, regularization, passes, users, positive, tries } = options;
  const region = ratings.arena.region();
  try {
    const from = positiveFrom(ratings, positive);
    const likes = filterRows(ratings.byUser, (value) => value >= from);
    const liked = { ...likes, starts: region.place(likes.starts), indexes: region.place(likes.indexes) };
    const films = region.place(distinct(likes.indexes, ratings.items.size));
    const prior = priorOf?.(films, region);
    const count = ratings.items.size;
    const descent = await pairwiseDescent(model, liked, films, count, options, region, context, prior?.afterEpoch);

    const width = widthFor(factors + 2);
    const rows = (vectors: Float32Array, size: number): Float32Array => {
      const compact = region.float32(size * width);
      for (let row = 0; row < size; row++) {
        const start = row * descent.stride;
        compact.set(vectors.subarray(start, start + factors + 2), row * width);
      }
      return compact;
    };
    const itemVectors = rows(descent.itemVectors, count);
    for (let at = factors; at < itemVectors.length; at += width) itemVectors[at] = 1;
    putLast(itemVectors, films, factors, width);
    await prior?.finish(itemVectors, width);
    const userVectors = rows(descent.userVectors, ratings.users.size);
    const key = Math.floor(uniform(context.seed, `${model}.fold-in`)(0) * 2 ** 32);
    const items = { from, factors, width, passes, rate, regularization, key, films, itemVectors };
    if (users === 'solved') {
      await pairwiseVectors({ ...items, ...(tries !== undefined && { tries }) }, liked, userVectors, context);
    }
    // The region goes back, so what stays is copied.
    return { ...items, films: films.slice(), itemVectors: itemVectors.slice(), userVectors: userVectors.slice() };
  } finally {
    region.release();
  }
}
