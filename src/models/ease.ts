import { Arena } from '../kernels/arena.ts';
import { defineModel, type Contribution } from './contract/define-model.ts';
import { integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { easeMatrix, easeMatrixBytes } from './linear/ease-matrix.ts';
import { columnsOf, filmsLiked, likedOnly } from './linear/liked-films.ts';
import { partialCorrelations } from './linear/partial-correlations.ts';

export const ease = defineModel({
  name: 'ease',
  summary: 'Weighs the films this person liked by what each says of every other, in closed form.',
  choose: 'For lists from up to some 20,000 films: among the best there is, with one parameter and exact reasons.',
  reference: 'Steck 2019, Embarrassingly Shallow Autoencoders for Sparse Data',
  feedback: 'implicit',
  parameters: {
    regularization: real({
      default: 200,
      min: 1,
      max: 100_000,
      scale: 'log',
      search: [10, 5000],
      about: 'pull of weights towards zero',
    }),
    minRatings: integer({
      default: 3,
      min: 1,
      max: 1000,
      scale: 'log',
      search: [1, 20],
      about: 'films that fewer people liked are left out: n of them take n² memory and n³ time',
    }),
    positive: positiveParameter('relevant'),
  },
  matrices: { weights: 'width' },

  memory({ users, items, ratings }, { minRatings }) {
    const films = Math.min(items, Math.floor(ratings / minRatings));
    return easeMatrixBytes(films) + 8 * ratings + 4 * (users + 2 * films);
  },

  /** The matrix has a row and a column for each film that enough people liked, so it may be far smaller than n². */
  async fit(ratings, { regularization, minRatings, positive }, context) {
    const from = positiveFrom(ratings, positive);
    const films = filmsLiked(ratings.byItem, from, minRatings);
    const columns = columnsOf(films);
    const byUser = likedOnly(ratings.byUser, from, columns);
    const { width, weights } = await easeMatrix(byUser, films.length, regularization, context);
    return { from, width, films: Arena.of(weights)!.place(films), weights };
  },

  prepare({ films }) {
    return { columns: columnsOf(films) };
  },

  /** The rows of the films in the history that are liked, and that the model knows. */
  foldIn({ from, columns }, { items, ratings }) {
    return {
      rows: items.filter((item, at) => ratings[at] >= from && columns.has(item)).map((item) => columns.get(item)!),
    };
  },

  score({ films, weights, width }, { rows }, scores) {
    if (rows.length === 0) return; // a sum over nothing is no opinion
    const arena = Arena.of(weights)!;
    const region = arena.region();
    try {
      const sums = region.float32(width);
      const { byteOffset } = region.place(rows);
      arena.kernels.sumRows(byteOffset, rows.length, weights.byteOffset, width, sums.byteOffset);
      films.forEach((film, column) => (scores[film] = sums[column]));
    } finally {
      region.release();
    }
  },

  explain({ films, weights, width, columns }, { rows }, item) {
    const column = columns.get(item)!;
    return Array.from(rows, (row): Contribution => {
      return { because: 'rated', item: films[row], amount: weights[row * width + column] };
    });
  },

  similar({ films, weights, width, columns }, item, similarities) {
    const row = columns.get(item);
    if (row !== undefined) partialCorrelations({ films, weights, width }, row, similarities);
  },
});
