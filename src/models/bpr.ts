import { filterRows } from '../dataset/rows.ts';
import { uniform } from '../random.ts';
import { defineModel } from './contract/define-model.ts';
import { byFactors, widthFor } from './contract/factor-model.ts';
import { choice, integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { pairwiseDescent, pairwiseMemory } from './descent/pairwise-descent.ts';
import { explainPairwise, likedOf, pairwiseVector, pairwiseVectors } from './descent/pairwise-users.ts';

export const bpr = defineModel({
  name: 'bpr',
  summary: 'Learns vectors by which a film that a person liked comes before one they did not.',
  choose: 'For lists from large catalogs by the classic of pairwise ranking; ials and ease are usually better.',
  reference: 'Rendle, Freudenthaler, Gantner, Schmidt-Thieme 2009; blocks after Gemulla et al. 2011',
  feedback: 'implicit',
  parameters: {
    factors: integer({ default: 64, min: 1, max: 500, scale: 'log', search: [8, 128], about: 'length of the vectors' }),
    epochs: integer({
      default: 100,
      min: 1,
      max: 2000,
      scale: 'log',
      search: [20, 200],
      about: 'passes over the liked films',
    }),
    learningRate: real({
      default: 0.15,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: [0.02, 0.5],
      about: 'size of the first steps',
    }),
    regularization: real({
      default: 0.015,
      min: 0,
      max: 1,
      scale: 'log',
      search: [1e-3, 0.1],
      about: 'pull towards zero at each step',
    }),
    initialDeviation: real({
      default: 0.1,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: false,
      about: 'spread of the random start',
    }),
    passes: integer({ default: 20, min: 1, max: 500, search: false, about: "passes over a person's films in fold-in" }),
    users: choice({
      default: 'solved',
      among: ['solved', 'learned'],
      search: false,
      about: 'known people get their vector as in fold-in, or keep the one that descent left',
    }),
    positive: positiveParameter('relevant'),
  },
  ...byFactors,

  memory(size, { factors }) {
    const rows = size.users + size.items;
    return pairwiseMemory(size, factors) + 8 * size.ratings + 4 * rows * (widthFor(factors + 2) + 1);
  },

  async fit(ratings, options, context) {
    const { factors, learningRate: rate, regularization, passes, users, positive } = options;
    const region = ratings.arena.region();
    try {
      const from = positiveFrom(ratings, positive);
      const likes = filterRows(ratings.byUser, (value) => value >= from);
      const liked = { ...likes, starts: region.place(likes.starts), indexes: region.place(likes.indexes) };
      const films = region.place(distinct(likes.indexes, ratings.items.size));
      const descent = await pairwiseDescent(liked, films, ratings.items.size, options, region, context);

      const width = widthFor(factors + 2);
      const rows = (vectors: Float32Array, count: number): Float32Array => {
        const compact = region.float32(count * width);
        for (let row = 0; row < count; row++) {
          const start = row * descent.stride;
          compact.set(vectors.subarray(start, start + factors + 2), row * width);
        }
        return compact;
      };
      const itemVectors = rows(descent.itemVectors, ratings.items.size);
      for (let at = factors; at < itemVectors.length; at += width) itemVectors[at] = 1;
      putLast(itemVectors, films, factors, width);
      const userVectors = rows(descent.userVectors, ratings.users.size);
      const key = Math.floor(uniform(context.seed, 'bpr.fold-in')(0) * 2 ** 32);
      const items = { from, factors, width, passes, rate, regularization, key, films, itemVectors };
      if (users === 'solved') await pairwiseVectors(items, liked, userVectors, context);
      // The region goes back, so what stays is copied.
      return { ...items, films: films.slice(), itemVectors: itemVectors.slice(), userVectors: userVectors.slice() };
    } finally {
      region.release();
    }
  },

  prepare({ films }) {
    return { known: new Set(films) };
  },

  foldIn(items, history) {
    return { vector: pairwiseVector(items, likedOf(items, items.known, history)) };
  },

  explain(items, { vector, history }, item) {
    return explainPairwise(items, likedOf(items, items.known, history), vector, item);
  },
});

/** A film that nobody liked was compared with nothing: it stands level with the last of the others, for everyone. */
function putLast(itemVectors: Float32Array, films: Int32Array, factors: number, width: number): void {
  const offsetOf = (film: number): number => itemVectors[film * width + factors + 1];
  const least = films.reduce((lowest, film) => Math.min(lowest, offsetOf(film)), 0);
  const liked = new Set(films);
  for (let film = 0; film * width < itemVectors.length; film++) {
    if (liked.has(film)) continue;
    itemVectors.fill(0, film * width, film * width + factors);
    itemVectors[film * width + factors + 1] = least;
  }
}

/** The different ones of some indexes, ascending. */
function distinct(indexes: Int32Array, count: number): Int32Array {
  const occurs = new Uint8Array(count);
  for (const index of indexes) occurs[index] = 1;
  return Int32Array.from({ length: count }, (_, index) => index).filter((index) => occurs[index] === 1);
}
