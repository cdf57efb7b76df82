/**
 * What is timed of movierec: for each job what is prepared before the clock starts, what runs, and what is measured of
 * the result afterwards.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arena } from '../../dist/kernels/arena.js';
import { Ratings } from '../../dist/dataset/ratings.js';
import { transpose } from '../../dist/dataset/rows.js';
import { invert } from '../../dist/kernels/invert.js';
import { topSimilar } from '../../dist/kernels/top-similar.js';
import { fitModel } from '../../dist/models/contract/fit-model.js';
import { placeRows } from '../../dist/models/neighborhood/place-rows.js';
import { definitionOf, load, save } from '../../dist/models/registry.js';

const fit = (name, ratings, settings, context) => fitModel(definitionOf(name), ratings, settings, context);

/** Any model's fit; of one that predicts ratings also the RMSE. */
const model = (name) => (ratings, heldOut, settings, context) => ({
  run: () => fit(name, ratings, settings, context),
  measure: async (fitted) =>
    fitted.feedback === 'explicit' && settings.rmse !== false ? { rmse: await rmse(fitted, heldOut, context) } : {},
});

export const jobs = {
  svd: model('svd'),
  svdpp: model('svdpp'),
  timesvd: (ratings, ...rest) => model('timesvd')(dated(ratings), ...rest),
  als: model('als'),
  ials: model('ials'),
  bpr: model('bpr'),
  bfm: model('bfm'),
  ease: model('ease'),
  nmf: model('nmf'),
  'co-clustering': model('co-clustering'),
  'item-knn': model('item-knn'),
  'logistic-mf': model('logistic-mf'),
  'pure-svd': model('pure-svd'),
  warp: model('warp'),
  rp3beta: model('rp3beta'),
  slim: model('slim'),

  /** What one more epoch takes: a long fit less a short one. */
  epoch: (ratings, _heldOut, { name, epochs, ...settings }, context) => ({
    async run() {
      await fit(name, ratings, { ...settings, epochs }, context);
    },
  }),

  /** Fit, and the predictions of all held-out ratings. */
  knn: (ratings, heldOut, { name, ...settings }, context) => ({
    run: async () => rmse(await fit(name, ratings, settings, context), heldOut, context),
    measure: (error) => ({ rmse: error }),
  }),

  /** Lists for everyone. */
  async top(ratings, _heldOut, { name, count, ...settings }, context) {
    const fitted = await fit(name, ratings, settings, context);
    const users = Array.from({ length: ratings.users.size }, (_, user) => fitted.user(user));
    return {
      async run() {
        let lists = 0;
        for await (const list of fitted.recommendAll(users, count, undefined, context)) lists += list.length;
        return lists;
      },
    };
  },

  /** A saved model, read and ready to score. */
  async load(ratings, _heldOut, { name, ...settings }, context) {
    const folder = mkdtempSync(join(tmpdir(), 'movierec-bench-'));
    await save(await fit(name, ratings, settings, context), folder);
    return {
      run: () => load(folder),
      measure: () => (rmSync(folder, { recursive: true }), {}),
    };
  },

  /** The films most like each film, by all ratings: rows by film and by person, and then the lists. */
  similar: (ratings, _heldOut, { measure, count }, context) => ({
    async run() {
      const region = ratings.arena.region();
      try {
        const { starts, indexes, values } = ratings.byItem;
        const compared = { starts, indexes, values: measure === 'product' ? ofLengthOne(starts, values) : values };
        const byRow = placeRows(region, compared);
        const byColumn = placeRows(region, transpose(compared, ratings.users.size));
        await topSimilar(region, { byRow, byColumn, measure, shrinkage: 0 }, count, context);
      } finally {
        region.release();
      }
    },
  }),

  /** The inverse of a positive definite matrix of float32, which is what EASE waits for. */
  inverse: (_ratings, _heldOut, { n }, context) => {
    const size = Math.ceil(n / 8) * 8;
    const matrix = new Arena().float32(size * size);
    for (let row = 0; row < size; row++) {
      for (let column = row; column < size; column++)
        matrix[row * size + column] = ((row * 31 + column * 17) % 97) / 97;
      matrix[row * (size + 1)] = row < n ? n : 1;
    }
    return { run: () => invert(matrix, size, context) };
  },
};

/** The same with times, of which the generated ones have none: bursts of 5 ratings, 4 bursts a day, a day a month. */
function dated({ users, items, columns, meta }) {
  const given = new Map();
  const time = Uint32Array.from(columns.user, (user) => {
    const count = given.get(user) ?? 0;
    given.set(user, count + 1);
    return 1e9 + 30 * 86_400 * Math.floor(count / 20) + 3600 * (Math.floor(count / 5) % 4) + 10 * (count % 5);
  });
  return new Ratings(users, items, { ...columns, time }, meta);
}

/** Each row divided by its length, so that products are cosines. */
function ofLengthOne(starts, values) {
  const scaled = values.slice();
  for (let row = 0; row + 1 < starts.length; row++) {
    let squares = 0;
    for (let at = starts[row]; at < starts[row + 1]; at++) squares += values[at] ** 2;
    for (let at = starts[row]; at < starts[row + 1]; at++) scaled[at] /= Math.sqrt(squares);
  }
  return scaled;
}

async function rmse(fitted, heldOut, context) {
  const { starts, indexes, values } = heldOut.byUser;
  const people = [...heldOut.users.names.keys()].filter((user) => starts[user] < starts[user + 1]);
  let [squares, at] = [0, 0];
  const users = people.map((user) => fitted.user(user));
  for await (const { user } of fitted.scoreUsers(users, context)) {
    const [from, to] = [starts[people[at]], starts[people[at] + 1]];
    at++;
    fitted.predictItems(user, indexes.subarray(from, to)).forEach(({ rating }, place) => {
      squares += (rating - values[from + place]) ** 2;
    });
  }
  return Math.sqrt(squares / values.length);
}
