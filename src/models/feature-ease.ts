import type { Rows } from '../dataset/rows.ts';
import { Arena } from '../kernels/arena.ts';
import { defineModel, type Contribution } from './contract/define-model.ts';
import { integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { contentBytes } from './linear/add-content.ts';
import { chosenRows } from './linear/chosen-rows.ts';
import { easeMatrix, easeMatrixBytes } from './linear/ease-matrix.ts';
import { columnsOf, filmsLiked, likedOnly } from './linear/liked-films.ts';
import { chosenFeatures, setsParameter } from './side-information/chosen-features.ts';

/** Entries of a film that memory is announced for. */
const entriesOfFilm = 100;

export const featureEase = defineModel({
  name: 'feature-ease',
  summary: 'As ease, with what films have in common beside who liked both.',
  choose: '.',
  reference: 'Jeunen',
  feedback: 'implicit',
  scoresUnrated: true,
  needs: ['features'],
  parameters: {
    regularization: real({
      default: 200,
      min: 1,
      max: 100_000,
      scale: 'log',
      search: [10, 5000],
      about: 'pull of weights towards zero',
    }),
    featureWeight: real({
      default: 10,
      min: 0,
      max: 100_000,
      search: [1, 100],
      about: 'as how many people a feature counts that all like what has it',
    }),
    minRatings: integer({
      default: 3,
      min: 1,
      max: 1000,
      scale: 'log',
      search: [1, 20],
      about: 'films that fewer people liked have a score but say nothing of others: n of them take n² memory and n³ time',
    }),
    sets: setsParameter,
    positive: positiveParameter('relevant'),
  },
  matrices: { weights: 'width' },

  memory({ users, items, ratings }, { minRatings }) {
    const films = Math.min(items, Math.floor(ratings / minRatings));
    return (
      easeMatrixBytes(films) + contentBytes(films) + 8 * ratings + 4 * (users + 2 * films) + 24 * entriesOfFilm * items
    );
  },

  async fit(ratings, { regularization, featureWeight, minRatings, sets, positive }, context) {
    const from = positiveFrom(ratings, positive);
    const films = filmsLiked(ratings.byItem, from, minRatings);
    const columns = columnsOf(films);
    const others = Int32Array.from(ratings.items.names.keys()).filter((film) => !columns.has(film));
    const byUser = likedOnly(ratings.byUser, from, columns);
    const features = chosenFeatures(ratings, sets);
    const scale = Math.sqrt(featureWeight);
    const content = chosenRows(features.rows, films, scale);
    const size = films.length;
    const { width, weights, variances } = await easeMatrix(byUser, size, regularization, context, {
      rows: content,
      count: features.count,
    });
    const ofOthers: Rows = withCounts(chosenRows(features.rows, others, scale), others, ratings.byItem, byUser, { from, size });
    const here = <T extends Int32Array | Uint32Array | Float32Array>(array: T): T => Arena.of(weights)!.place(array);
    return {
      from,
      width,
      count: features.count,
      films: here(films),
      others: here(others),
      weights,
      variances,
      contentStarts: here(content.starts),
      contentIndexes: here(content.indexes),
      contentValues: here(content.values),
      otherStarts: here(ofOthers.starts),
      otherIndexes: here(ofOthers.indexes),
      otherValues: here(ofOthers.values),
    };
  },

  prepare({ films, others, ...state }) {
    return {
      columns: columnsOf(films),
      places: columnsOf(others),
      content: { starts: state.contentStarts, indexes: state.contentIndexes, values: state.contentValues },
      ofOthers: { starts: state.otherStarts, indexes: state.otherIndexes, values: state.otherValues },
    };
  },

  foldIn({ from, columns }, { items, ratings }) {
    return {
      rows: items.filter((item, at) => ratings[at] >= from && columns.has(item)).map((item) => columns.get(item)!),
    };
  },

  score({ films, others, weights, width, variances, content, ofOthers, count }, { rows }, scores) {
    if (rows.length === 0) return; // a sum over nothing is no opinion
    const arena = Arena.of(weights)!;
    const region = arena.region();
    try {
      const sums = region.float32(width);
      const { byteOffset } = region.place(rows);
      arena.kernels.sumRows(byteOffset, rows.length, weights.byteOffset, width, sums.byteOffset);
      films.forEach((film, column) => (scores[film] = sums[column]));
      // y = P x
      const y = new Float32Array(films.length + count);
      for (let column = 0; column < films.length; column++) y[column] = -variances[column] * sums[column];
      for (const row of rows) y[row] += variances[row];
      addFeatures(content, y);
      others.forEach((film, at) => {
        if (ofOthers.starts[at + 1] > ofOthers.starts[at]) scores[film] = product(ofOthers, at, y);
      });
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
});

function addFeatures({ starts, indexes, values }: Rows, y: Float32Array): void {
  const films = starts.length - 1;
  for (let film = 0; film < films; film++) {
    for (let at = starts[film]; at < starts[film + 1]; at++) y[films + indexes[at]] += values[at] * y[film];
  }
}

function product({ starts, indexes, values }: Rows, row: number, y: Float32Array): number {
  let sum = 0;
  for (let at = starts[row]; at < starts[row + 1]; at++) sum += values[at] * y[indexes[at]];
  return sum;
}

function withCounts(
  features: Rows,
  others: Int32Array,
  byItem: Rows,
  byUser: Rows,
  { from, size }: { from: number; size: number },
): Rows {
  const [starts, indexes, values] = [[0], [] as number[], [] as number[]];
  others.forEach((film, at) => {
    const counts = new Map<number, number>();
    for (let entry = byItem.starts[film]; entry < byItem.starts[film + 1]; entry++) {
      if (byItem.values[entry] < from || process.env['NOC']) continue;
      const user = byItem.indexes[entry];
      for (let k = byUser.starts[user]; k < byUser.starts[user + 1]; k++) counts.set(byUser.indexes[k], (counts.get(byUser.indexes[k]) ?? 0) + 1);
    }
    for (const [column, n] of [...counts].sort((a, b) => a[0] - b[0])) { indexes.push(column); values.push(n); }
    for (let k = features.starts[at]; k < features.starts[at + 1]; k++) { indexes.push(size + features.indexes[k]); values.push(features.values[k]); }
    starts.push(indexes.length);
  });
  return { starts: Uint32Array.from(starts), indexes: Int32Array.from(indexes), values: Float32Array.from(values) };
}
