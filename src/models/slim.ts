import type { Rows } from '../dataset/rows.ts';
import { defineModel, type Contribution } from './contract/define-model.ts';
import { flag, integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { columnsOf, filmsLiked, likedOnly } from './linear/liked-films.ts';
import { slimBytes, slimWeights } from './linear/slim-weights.ts';

export const slim = defineModel({
  name: 'slim',
  summary: 'Weighs the films this person liked by what a few of them say of every other, learned as an elastic net.',
  choose: 'For lists about as good as those of ease, from a model of far fewer weights, each of which is a reason.',
  reference: 'Ning, Karypis 2011, SLIM; coordinate descent after Friedman, Hastie, Tibshirani 2010, §2.2',
  feedback: 'implicit',
  parameters: {
    l1: real({
      default: 0.4,
      min: 0,
      max: 1000,
      scale: 'log',
      search: [0.1, 20],
      about: 'fans in common that count for nothing: the higher, the fewer weights',
    }),
    l2: real({
      default: 30,
      min: 0,
      max: 100_000,
      scale: 'log',
      search: [1, 1000],
      about: 'pull of weights towards zero',
    }),
    positive: positiveParameter('relevant'),
    negative: flag({
      default: false,
      search: false,
      about: 'films may speak against others, too: more weights, and far longer to learn',
    }),
    neighbors: integer({
      default: 0,
      min: 0,
      max: 10_000,
      search: false,
      about: 'only so many films, the most similar ones, may speak for a film; 0: all',
    }),
    minRatings: integer({
      default: 3,
      min: 1,
      max: 1000,
      scale: 'log',
      search: [1, 20],
      about: 'films that fewer people liked are left out: n of them take n² memory while learning',
    }),
    tolerance: real({
      default: 1e-3,
      min: 1e-5,
      max: 0.1,
      scale: 'log',
      search: false,
      about: 'change of a weight, as a part of the largest, that is not worth another sweep',
    }),
    iterations: integer({
      default: 1000,
      min: 1,
      max: 100_000,
      scale: 'log',
      search: false,
      about: 'most sweeps over the weights for a film',
    }),
  },

  memory({ users, items, ratings }, { minRatings, l1, neighbors }) {
    const films = Math.min(items, Math.floor(ratings / minRatings));
    // Nothing but an l1 or `neighbors` keeps the weights few: else all are listed in blocks, then as a whole, then by row.
    const listed = l1 > 0 ? 0 : films * Math.min(films, neighbors || films);
    return slimBytes(films) + 32 * listed + 8 * ratings + 4 * (users + 2 * films);
  },

  async fit(ratings, { positive, negative, minRatings, ...options }, context) {
    const from = positiveFrom(ratings, positive);
    const films = filmsLiked(ratings.byItem, from, minRatings);
    const byUser = likedOnly(ratings.byUser, from, columnsOf(films));
    const net = { ...options, positive: !negative };
    const { starts, indexes, values } = await slimWeights(byUser, films, ratings.items.size, net, context);
    return { from, starts, indexes, values };
  },

  /** Films that can be spoken against, and then have an opinion of 0 from films that say nothing of them. */
  prepare({ indexes, values }) {
    return { opposed: values.some((weight) => weight < 0) ? Int32Array.from(new Set(indexes)) : new Int32Array() };
  },

  foldIn({ from }, { items, ratings }) {
    return { liked: items.filter((_, at) => ratings[at] >= from) };
  },

  score({ starts, indexes, values, opposed }, { liked }, scores) {
    if (liked.length > 0) for (const film of opposed) scores[film] = 0;
    for (const film of liked) {
      for (let at = starts[film]; at < starts[film + 1]; at++) {
        const before = scores[indexes[at]];
        scores[indexes[at]] = (before === before ? before : 0) + values[at];
      }
    }
  },

  explain(weights, { liked }, item) {
    return Array.from(liked, (film): Contribution => {
      return { because: 'rated', item: film, amount: weightOf(weights, film, item) };
    }).filter(({ amount }) => amount !== 0);
  },

  /** By how much two films speak for each other, in the mean of both ways. */
  similar(weights, item, similarities) {
    for (let film = 0; film < similarities.length; film++) {
      const both = weightOf(weights, film, item) + weightOf(weights, item, film);
      if (both !== 0) similarities[film] = both / 2;
    }
  },
});

/** By how much one film speaks for another: by halving its row, which is ascending. */
function weightOf({ starts, indexes, values }: Rows, film: number, other: number): number {
  let [low, high] = [starts[film], starts[film + 1]];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (indexes[middle] < other) low = middle + 1;
    else high = middle;
  }
  return low < starts[film + 1] && indexes[low] === other ? values[low] : 0;
}
