import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import type { Ratings } from '../../src/dataset/ratings.ts';
import { als } from '../../src/models/als.ts';
import { bias } from '../../src/models/bias.ts';
import { fitModel } from '../../src/models/contract/fit-model.ts';
import { fillNormal } from '../../src/random.ts';
import { gauss } from '../fixtures/gauss.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const ratings = twoTastes();
const context = createContext({ threads: 1 });
const options = { factors: 5, epochs: 3, initialDeviation: 0.3, ridge: 0.04, prior: 2 };
const entries = Array.from(ratings.columns.value, (value, at) => ({
  user: ratings.columns.user[at],
  item: ratings.columns.item[at],
  value,
}));

/** Vectors with the offset as their last number. */
type Side = number[][];

/** One side, each row by elimination of its normal equations, summed from the ratings one after another. */
function solved(own: 'user' | 'item', other: 'user' | 'item', others: Side, rows: number): Side {
  return Array.from({ length: rows }, (_, row) => {
    const rated = entries.filter((entry) => entry[own] === row);
    const size = options.factors + 1;
    const x = rated.map((entry) => [...others[entry[other]].slice(0, -1), 1]);
    const left = rated.map((entry) => entry.value - ratings.mean - others[entry[other]][options.factors]);
    const numbers = [...Array(size).keys()];
    const penalty = options.ridge * rated.length + options.prior;
    const matrix = numbers.map((i) =>
      numbers.map((j) => x.reduce((sum, y) => sum + y[i] * y[j], i === j ? penalty : 0)),
    );
    const right = numbers.map((i) => x.reduce((sum, y, at) => sum + left[at] * y[i], 0));
    return gauss(matrix, right);
  });
}

function naive(): { users: Side; items: Side } {
  let users: Side = [];
  let items: Side = Array.from({ length: ratings.items.size }, (_, item) => {
    const start = new Float32Array(options.factors);
    fillNormal(start, context.seed, 'als.items', {
      deviation: options.initialDeviation,
      first: item * options.factors,
    });
    return [...start, 0];
  });
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    users = solved('user', 'item', items, ratings.users.size);
    items = solved('item', 'user', users, ratings.items.size);
  }
  return { users: solved('user', 'item', items, ratings.users.size), items };
}

test('predictions agree with a naive second implementation in float64 within 1e-3', async () => {
  const { users, items } = naive();
  const model = await fitModel(als, ratings, options, context);
  for (const user of ratings.users.names.keys()) {
    const scores = model.scoreAll(model.user(user));
    for (const item of ratings.items.names.keys()) {
      if (model.seen.counts[item] === 0) continue;
      const [p, q] = [users[user], items[item]];
      const product = p.slice(0, -1).reduce((sum, value, f) => sum + value * q[f], 0);
      const expected = ratings.mean + p[options.factors] + q[options.factors] + product;
      expect(Math.abs(scores[item] - expected)).toBeLessThan(1e-3);
    }
  }
});

/** What als minimizes, with everyone's vector as in fold-in. */
async function objective(set: Ratings, epochs: number): Promise<number> {
  const { factors, ridge, prior } = options;
  const { state, seen } = await fitModel(als, set, { ...options, epochs }, context);
  const { width, userVectors, itemVectors } = state as {
    width: number;
    userVectors: Float32Array;
    itemVectors: Float32Array;
  };
  const squares = (vectors: Float32Array, row: number, offset: number): number =>
    [...vectors.subarray(row * width, row * width + factors), offset].reduce((sum, value) => sum + value ** 2, 0);
  const { user, item, value } = set.columns;
  let total = 0;
  const counts = new Map<number, number>();
  for (let at = 0; at < value.length; at++) {
    let score = 0;
    for (let f = 0; f < width; f++) score += userVectors[user[at] * width + f] * itemVectors[item[at] * width + f];
    total += (value[at] - score) ** 2;
    counts.set(user[at], (counts.get(user[at]) ?? 0) + 1);
  }
  for (const [row, count] of counts) {
    total += (ridge * count + prior) * squares(userVectors, row, userVectors[row * width + factors] - set.mean);
  }
  seen.counts.forEach((count, row) => {
    if (count > 0) total += (ridge * count + prior) * squares(itemVectors, row, itemVectors[row * width + factors + 1]);
  });
  return total;
}

test('each epoch lowers what is minimized', async () => {
  const values: number[] = [];
  for (let epochs = 1; epochs <= 6; epochs++) values.push(await objective(ratings, epochs));
  for (let at = 1; at < values.length; at++) expect(values[at]).toBeLessThan(values[at - 1] * (1 + 1e-6));
  expect(values[5]).toBeLessThan(0.95 * values[0]);
});

test('any number of factors works, whether it fills a vector of the machine or not', async () => {
  for (const factors of [1, 2, 3, 4, 6, 7, 9, 13]) {
    const model = await fitModel(als, ratings, { ...options, factors }, context);
    const known = model.user(4);
    expect(model.scoreAll(model.foldIn(known.history))).toEqual(model.scoreAll(known));
  }
});

test('with fixed offsets, vectors agree with what elimination makes of what bias leaves over, within 1e-3', async () => {
  const { factors, ridge, epochs } = options;
  const baseline = (await fitModel(bias, ratings, {}, context)).state as {
    itemOffsets: Float32Array;
    userDamping: number;
  };
  const { itemOffsets, userDamping } = baseline;
  const userOffsets = ratings.users.names.map((_, row) => {
    const left = entries
      .filter(({ user }) => user === row)
      .map(({ item, value }) => value - ratings.mean - itemOffsets[item]);
    return left.reduce((sum, value) => sum + value, 0) / (left.length + userDamping);
  });
  const solved = (own: 'user' | 'item', other: 'user' | 'item', others: number[][], rows: number): number[][] =>
    Array.from({ length: rows }, (_, row) => {
      const rated = entries.filter((entry) => entry[own] === row);
      if (rated.length === 0) return new Array<number>(factors).fill(0);
      const left = rated.map(({ user, item, value }) => value - ratings.mean - userOffsets[user] - itemOffsets[item]);
      const x = rated.map((entry) => others[entry[other]]);
      const numbers = [...Array(factors).keys()];
      const matrix = numbers.map((i) =>
        numbers.map((j) => x.reduce((sum, y) => sum + y[i] * y[j], i === j ? ridge * rated.length : 0)),
      );
      return gauss(
        matrix,
        numbers.map((i) => x.reduce((sum, y, at) => sum + left[at] * y[i], 0)),
      );
    });
  let items = ratings.items.names.map((_, item) => {
    const start = new Float32Array(factors);
    fillNormal(start, context.seed, 'als.items', { deviation: options.initialDeviation, first: item * factors });
    return [...start];
  });
  for (let epoch = 0; epoch < epochs; epoch++) {
    items = solved('item', 'user', solved('user', 'item', items, ratings.users.size), ratings.items.size);
  }
  const { state, seen } = await fitModel(als, ratings, { ...options, offsets: 'fixed' }, context);
  const { width, itemVectors } = state as { width: number; itemVectors: Float32Array };
  for (const [item, vector] of items.entries()) {
    if (seen.counts[item] === 0) continue;
    const found = itemVectors.subarray(item * width, (item + 1) * width);
    for (const [f, expected] of [...vector, 1, itemOffsets[item]].entries()) {
      expect(Math.abs(found[f] - expected)).toBeLessThan(1e-3);
    }
  }
});
