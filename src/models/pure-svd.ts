import { filterRows, type Rows } from '../dataset/rows.ts';
import { Arena, type Region } from '../kernels/arena.ts';
import { multiplySparse, multiplySparseHere } from '../kernels/multiply-sparse.ts';
import { singularMemory, singularVectors } from '../kernels/singular-vectors.ts';
import { byTaste } from './contract/by-taste.ts';
import { defineModel, type Contribution } from './contract/define-model.ts';
import { choice, integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { widthFor } from './contract/factor-model.ts';

export const pureSvd = defineModel({
  name: 'pure-svd',
  summary: 'Truncated singular value decomposition of the table of ratings, with zeros where nothing is known.',
  choose: 'For lists within seconds from any catalog, with exact reasons and nearly nothing to set.',
  reference:
    'Cremonesi, Koren, Turrin 2010; decomposition after Halko, Martinsson, Tropp 2011, scaling after Nikolakopoulos, ' +
    'Kalantzis, Gallopoulos, Garofalakis 2019',
  feedback: 'implicit',
  parameters: {
    factors: integer({
      default: 32,
      min: 1,
      max: 500,
      scale: 'log',
      search: [8, 128],
      about: 'directions of taste, or as many as stand out from chance',
    }),
    popularity: real({
      default: 1,
      min: 0,
      max: 1,
      about: 'how much more the popular films shape the directions: 1 as in the table, 0 all films alike',
    }),
    entries: choice({
      default: 'rating',
      among: ['one', 'rating'],
      search: false,
      about: 'a film that counts stands in the table as 1, or as its rating',
    }),
    iterations: integer({
      default: 6,
      min: 1,
      max: 100,
      search: false,
      about: 'how closely the directions are found: times that all ratings are gone through, there and back',
    }),
    positive: positiveParameter('all'),
  },
  ...byTaste,

  memory({ users, items, ratings }, { factors }) {
    // Of each side the films that count, twice over while they are placed, and once more scaled.
    return singularMemory(users, items, factors) + 4 * (10 * ratings + (2 * users + items) * widthFor(factors));
  },

  async fit(ratings, { factors, popularity, entries, iterations, positive }, context) {
    const { arena } = ratings;
    const region = arena.region();
    try {
      const from = positiveFrom(ratings, positive);
      const ones = entries === 'one' ? 1 : 0;
      const liked = (rows: Rows): Rows => {
        const { starts, indexes, values } = filterRows(rows, (value) => value >= from);
        if (ones) values.fill(1);
        return { starts: region.place(starts), indexes: region.place(indexes), values: region.place(values) };
      };
      const [byUser, byItem] = [liked(ratings.byUser), liked(ratings.byItem)];
      const table = scaled(byUser, byItem, popularity, region);
      const { found, width, vectors } = await singularVectors(
        table,
        { count: factors, iterations, purpose: 'pure-svd' },
        region,
        context,
      );
      const userVectors = region.float32(ratings.users.size * width);
      const products = { sparse: byUser, dense: vectors, width, product: userVectors };
      await multiplySparse(arena, products, context);
      return {
        ...{ from, ones, factors: found, width },
        ...{ itemVectors: vectors.slice(), userVectors: userVectors.slice() },
      };
    } finally {
      region.release();
    }
  },

  foldIn({ from, ones, width, itemVectors }, { items, ratings }) {
    const arena = Arena.of(itemVectors)!;
    const region = arena.region();
    try {
      const indexes = region.place(items.filter((_, at) => ratings[at] >= from));
      const values = region.place(ratings.filter((value) => value >= from));
      if (ones) values.fill(1);
      const sparse = { starts: region.place(Uint32Array.of(0, indexes.length)), indexes, values };
      const vector = region.float32(width);
      multiplySparseHere(arena, { sparse, dense: itemVectors, width, product: vector });
      return { vector: vector.slice() };
    } finally {
      region.release();
    }
  },

  /** The score is r Q Qᵀ: a sum over what was liked. */
  explain({ from, ones, factors, width, itemVectors }, { history: { items, ratings } }, item) {
    return Array.from(items.keys())
      .filter((at) => ratings[at] >= from)
      .map((at): Contribution => {
        let product = 0;
        for (let f = 0; f < factors; f++) product += itemVectors[items[at] * width + f] * itemVectors[item * width + f];
        return { because: 'rated', item: items[at], amount: (ones ? 1 : ratings[at]) * product };
      });
  },
});

/** Both views, with the columns as long as they were to the power of `popularity`; values are copied. */
function scaled(byRow: Rows, byColumn: Rows, popularity: number, region: Region): { byRow: Rows; byColumn: Rows } {
  const { starts, values } = byColumn;
  const factors = Float64Array.from({ length: starts.length - 1 }, (_, column) => {
    let squares = 0;
    for (let at = starts[column]; at < starts[column + 1]; at++) squares += values[at] ** 2;
    return squares > 0 ? Math.sqrt(squares) ** (popularity - 1) : 0;
  });
  const [ofRows, ofColumns] = [byRow, byColumn].map((rows) => region.float32(rows.values.length));
  byRow.indexes.forEach((column, at) => (ofRows[at] = byRow.values[at] * factors[column]));
  factors.forEach((factor, column) => {
    for (let at = starts[column]; at < starts[column + 1]; at++) ofColumns[at] = values[at] * factor;
  });
  return { byRow: { ...byRow, values: ofRows }, byColumn: { ...byColumn, values: ofColumns } };
}
