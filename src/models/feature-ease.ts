import { Arena } from '../kernels/arena.ts';
import { defineModel, type Contribution } from './contract/define-model.ts';
import { integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { contentBytes } from './linear/add-content.ts';
import { chosenRows } from './linear/chosen-rows.ts';
import { easeMatrix, easeMatrixBytes } from './linear/ease-matrix.ts';
import { columnsOf, filmsLiked, likedOnly } from './linear/liked-films.ts';
import { outsideRows, rowProduct, weightsFor, withFeatures } from './linear/outside-films.ts';
import { partialCorrelations } from './linear/partial-correlations.ts';
import { chosenFeatures } from './side-information/chosen-features.ts';
import { setsParameter } from './side-information/chosen-sets.ts';

/** How many entries a film's features and the films liked together with it are thought to have. */
const entriesOfFilm = 200;

export const featureEase = defineModel({
  name: 'feature-ease',
  summary:
    'As ease, where what films have in common counts beside who liked both; films that nobody rated have scores too.',
  choose:
    'For lists in place of ease where something is known of films, above all where many of them have few ratings or none.',
  reference:
    'Jeunen, Van Balen, Goethals 2020, Closed-Form Models for Collaborative Filtering with Side-Information (CEASE); ' +
    'Steck 2019',
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
      default: 8,
      min: 0,
      max: 100_000,
      search: [0, 50],
      about: 'as how many people a feature counts that like all films that have it',
    }),
    minRatings: integer({
      default: 3,
      min: 1,
      max: 1000,
      scale: 'log',
      search: [1, 20],
      about:
        'films that fewer people liked have scores but say nothing of others: n of the rest take n² memory and n³ time',
    }),
    sets: setsParameter,
    positive: positiveParameter('relevant'),
  },
  matrices: { weights: 'width' },

  memory({ users, items, ratings }, { minRatings }) {
    const films = Math.min(items, Math.floor(ratings / minRatings));
    return (
      easeMatrixBytes(films) + contentBytes(films) + 8 * ratings + 4 * (users + 2 * films) + 8 * entriesOfFilm * items
    );
  },

  /** As for ease, the matrix has a row and a column for each film that enough people liked; the others are outside. */
  async fit(ratings, { regularization, featureWeight, minRatings, sets, positive }, context) {
    const from = positiveFrom(ratings, positive);
    const { byItem } = ratings;
    const films = filmsLiked(byItem, from, minRatings);
    const columns = columnsOf(films);
    const byUser = likedOnly(ratings.byUser, from, columns);
    const features = chosenFeatures(ratings, sets);
    const scale = Math.sqrt(featureWeight);
    const content = chosenRows(features.rows, films, scale);
    const given = { rows: content, count: features.count };
    const { width, weights, variances } = await easeMatrix(byUser, films.length, regularization, context, given);

    const outside = Int32Array.from(byItem.starts.subarray(1).keys()).filter((film) => !columns.has(film));
    const ofOutside = chosenRows(features.rows, outside, scale);
    const rows = outsideRows(ofOutside, outside, films.length, { byFilm: byItem, byUser, from });
    const home = Arena.of(weights)!;
    return {
      ...{ from, regularization, width, weights, variances, featureCount: features.count },
      films: home.place(films),
      contentStarts: home.place(content.starts),
      contentIndexes: home.place(content.indexes),
      contentValues: home.place(content.values),
      outside: home.place(outside),
      outsideStarts: home.place(rows.starts),
      outsideIndexes: home.place(rows.indexes),
      outsideValues: home.place(rows.values),
    };
  },

  prepare({ films, outside, ...state }) {
    const rows = { starts: state.outsideStarts, indexes: state.outsideIndexes, values: state.outsideValues };
    // What is on the diagonal of XᵀX + FFᵀ + λI for those outside, but for the few who liked them.
    const totals = Float32Array.from(outside, (_, at) => {
      let squares = 0;
      for (let entry = rows.starts[at]; entry < rows.starts[at + 1]; entry++) {
        if (rows.indexes[entry] >= films.length) squares += rows.values[entry] ** 2;
      }
      return state.regularization + squares;
    });
    return {
      ...{ rows, totals, columns: columnsOf(films), placesOutside: columnsOf(outside) },
      content: { starts: state.contentStarts, indexes: state.contentIndexes, values: state.contentValues },
    };
  },

  /** The columns of the films in the history that are liked, and that have one. */
  foldIn({ from, columns }, { items, ratings }) {
    const liked = items.filter((item, at) => ratings[at] >= from && columns.has(item));
    return { liked: liked.map((item) => columns.get(item)!) };
  },

  score(model, { liked }, scores) {
    if (liked.length === 0) return; // a sum over nothing is no opinion
    const { films, weights, width, variances, outside, rows } = model;
    const arena = Arena.of(weights)!;
    const region = arena.region();
    try {
      const sums = region.float32(width);
      const { byteOffset } = region.place(liked);
      arena.kernels.sumRows(byteOffset, liked.length, weights.byteOffset, width, sums.byteOffset);
      films.forEach((film, column) => (scores[film] = sums[column]));
      // P x = diag P (x − Bᵀx)
      const y = Float32Array.from(films, (_, column) => -variances[column] * sums[column]);
      for (const column of liked) y[column] += variances[column];
      const whole = withFeatures(model, y);
      outside.forEach((film, at) => {
        if (rows.starts[at + 1] > rows.starts[at]) scores[film] = rowProduct(rows, at, whole);
      });
    } finally {
      region.release();
    }
  },

  explain(model, { liked }, item) {
    const { films, weights, width, columns, placesOutside, rows } = model;
    const column = columns.get(item);
    const amounts =
      column === undefined
        ? weightsFor(model, rows, placesOutside.get(item)!, liked)
        : Float32Array.from(liked, (row) => weights[row * width + column]);
    return Array.from(liked, (row, at): Contribution => {
      return { because: 'rated', item: films[row], amount: amounts[at] };
    });
  },

  /**
   * Partial correlations, as of ease; one with a film outside is what it would be if the matrix had that film alone
   * besides, but for what the films inside explain of it.
   */
  similar(model, item, similarities) {
    const { films, weights, width, variances, outside, columns, placesOutside, rows, totals } = model;
    const row = columns.get(item);
    const place = placesOutside.get(item);
    if (row !== undefined) {
      partialCorrelations(model, row, similarities);
      const y = Float32Array.from(films, (_, column) => -weights[row * width + column] * variances[column]);
      y[row] = variances[row];
      const whole = withFeatures(model, y);
      outside.forEach((film, at) => {
        similarities[film] = rowProduct(rows, at, whole) / Math.sqrt(variances[row] * totals[at]);
      });
    } else if (place !== undefined) {
      const y = weightsFor(model, rows, place, films.keys());
      films.forEach((film, column) => (similarities[film] = y[column] / Math.sqrt(variances[column] * totals[place])));
      const left = withFeatures(model, y).map((value) => -value);
      for (let at = rows.starts[place]; at < rows.starts[place + 1]; at++) {
        if (rows.indexes[at] >= films.length) left[rows.indexes[at]] += rows.values[at];
      }
      outside.forEach((film, at) => {
        similarities[film] = rowProduct(rows, at, left) / Math.sqrt(totals[place] * totals[at]);
      });
    }
  },
});
