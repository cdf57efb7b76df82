import type { Context } from '../context.ts';
import { filterRows, transpose, type Rows } from '../dataset/rows.ts';
import { Arena } from '../kernels/arena.ts';
import { inversionBytes, invert } from '../kernels/invert.ts';
import { parallel, ranges, rangesOfRows } from '../kernels/parallel.ts';
import { defineModel, type Contribution } from './contract/define-model.ts';
import { real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';

export const ease = defineModel({
  name: 'ease',
  summary: 'Weighs the films this person liked by what each says of every other, in closed form.',
  reference: 'Steck 2019, Embarrassingly Shallow Autoencoders for Sparse Data',
  feedback: 'implicit',
  parameters: {
    regularization: real({ default: 200, min: 1, max: 100_000, scale: 'log', about: 'pull of weights towards zero' }),
    positive: positiveParameter('relevant'),
  },
  matrices: { weights: 'width' },

  memory({ users, items, ratings }) {
    const width = widthFor(Math.min(items, ratings));
    return 4 * width * width + inversionBytes(width) + 8 * ratings + 4 * (users + 3 * width);
  },

  /** The weights of the films that anyone liked, and only these: the matrix has a row and a column for each. */
  async fit(ratings, { regularization, positive }, context) {
    const from = positiveFrom(ratings, positive);
    const liked = filterRows(ratings.byUser, (value) => value >= from);
    const films = Int32Array.from(new Set(liked.indexes)).sort();
    const columns = columnsOf(films);
    const byUser = { ...liked, indexes: liked.indexes.map((film) => columns.get(film)!) };
    const width = widthFor(films.length);
    const arena = new Arena(4 * width * (width + 1) + inversionBytes(width) + 8 * byUser.indexes.length);
    const weights = arena.float32(width * width);
    await countTogether(byUser, films.length, regularization, weights, width, context);
    await invert(weights, width, context);
    await toWeights(weights, width, context);
    return { from, width, films: arena.place(films), weights };
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

  /**
   * The partial correlation of two films: how far they go together among people who agree on all others. It is
   * −P(i, j) / √(P(i, i) P(j, j)), and so the geometric mean of the weights that each has for the other.
   */
  similar({ films, weights, width, columns }, item, similarities) {
    const row = columns.get(item);
    if (row === undefined) return;
    films.forEach((film, column) => {
      const weight = weights[row * width + column];
      similarities[film] = Math.sign(weight) * Math.sqrt(weight * weights[column * width + row]);
    });
  },
});

/** The length of the matrix's rows: a multiple of 8, as the kernels want it. */
const widthFor = (films: number): number => Math.max(8, Math.ceil(films / 8) * 8);

const columnsOf = (films: Int32Array): Map<number, number> =>
  new Map(Array.from(films, (film, column) => [film, column]));

/** The upper triangle of XᵀX + λI, bordered with the identity's rows up to the width. */
async function countTogether(
  byUser: Rows,
  films: number,
  regularization: number,
  matrix: Float32Array,
  width: number,
  context: Context,
): Promise<void> {
  const arena = Arena.of(matrix)!;
  const region = arena.region();
  try {
    const byFilm = transpose(byUser, films);
    const [filmStarts, users, userStarts, items] = [
      region.place(byFilm.starts),
      region.place(byFilm.indexes),
      region.place(byUser.starts),
      region.place(byUser.indexes),
    ].map(({ byteOffset }) => byteOffset);
    const tasks = rangesOfRows(byFilm.starts, 10_000).map(
      ([first, last]): Parameters<typeof arena.kernels.coCounts> => [
        first,
        last,
        filmStarts,
        users,
        userStarts,
        items,
        regularization,
        matrix.byteOffset,
        width,
      ],
    );
    await parallel(arena, { kernel: 'coCounts', tasks }, context);
    for (let row = films; row < width; row++) matrix[row * (width + 1)] = 1;
  } finally {
    region.release();
  }
}

/** The weights, in place of the upper triangle of −P. */
async function toWeights(matrix: Float32Array, width: number, context: Context): Promise<void> {
  const arena = Arena.of(matrix)!;
  const region = arena.region();
  try {
    const reciprocals = Float32Array.from({ length: width }, (_, at) => -1 / matrix[at * (width + 1)]);
    const { byteOffset } = region.place(reciprocals);
    const stripes = ranges(width, 128);
    const tasks = stripes.flatMap(([firstRow, lastRow], at) =>
      stripes
        .slice(at)
        .map(([first, last]): Parameters<typeof arena.kernels.easeWeights> => [
          firstRow,
          lastRow,
          first,
          last,
          matrix.byteOffset,
          width,
          byteOffset,
        ]),
    );
    await parallel(arena, { kernel: 'easeWeights', tasks }, context);
  } finally {
    region.release();
  }
}
