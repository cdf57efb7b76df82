import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import type { Ratings } from '../../src/dataset/ratings.ts';
import type { Model } from '../../src/models/contract/model.ts';
import { pureSvd } from '../../src/models/pure-svd.ts';
import { fit } from '../../src/models/registry.ts';
import { ratingsFrom, twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 2 });
const ratings = twoTastes();

function table(set: Ratings, entry: (rating: number) => number): number[][] {
  const rows = Array.from({ length: set.users.size }, () => new Array<number>(set.items.size).fill(0));
  const { user, item, value } = set.columns;
  value.forEach((rating, at) => (rows[user[at]][item[at]] = entry(rating)));
  return rows;
}

/** R V Vᵀ with the `count` first right singular vectors of another table, by the decomposition of ml-matrix. */
function projected(rows: number[][], decomposed: number[][], count: number): number[][] {
  const { rightSingularVectors } = new SingularValueDecomposition(new Matrix(decomposed), { autoTranspose: true });
  const v = rightSingularVectors.subMatrix(0, rows[0].length - 1, 0, count - 1);
  return new Matrix(rows).mmul(v).mmul(v.transpose()).to2DArray();
}

function distance(model: Model, expected: number[][]): number {
  const differences = expected.flatMap((row, user) => {
    const scores = model.scoreAll(model.user(user));
    return row.map((value, item) => (Number.isNaN(scores[item]) ? 0 : Math.abs(scores[item] - value)));
  });
  return Math.max(...differences);
}

const exact = { iterations: 100, popularity: 1 };

test('scores are R V Vᵀ of the singular vectors that ml-matrix finds, within 1e-3 of ratings up to 5', async () => {
  const model = await fit('pure-svd', ratings, { ...exact, factors: 2, entries: 'rating', positive: 'all' }, context);
  const rows = table(ratings, (rating) => rating);
  expect(distance(model, projected(rows, rows, 2))).toBeLessThan(1e-3);
});

test('liked films as 1, others as 0, agree as well', async () => {
  const model = await fit('pure-svd', ratings, { ...exact, factors: 1, entries: 'one', positive: 'relevant' }, context);
  const rows = table(ratings, (rating) => Number(rating >= ratings.relevant));
  expect(distance(model, projected(rows, rows, 1))).toBeLessThan(1e-3);
});

test('popularity takes the singular vectors of columns divided by their length, all of it at 0', async () => {
  const model = await fit('pure-svd', ratings, { ...exact, factors: 1, popularity: 0, entries: 'rating' }, context);
  const rows = table(ratings, (rating) => rating);
  const lengths = rows[0].map((_, item) => Math.hypot(...rows.map((row) => row[item])) || 1);
  const scaled = rows.map((row) => row.map((value, item) => value / lengths[item]));
  expect(distance(model, projected(rows, scaled, 1))).toBeLessThan(1e-3);
});

test('the vectors of the films are orthonormal within 1e-5', async () => {
  const model = await fit('pure-svd', ratings, { factors: 4 }, context);
  const { factors, width, itemVectors } = model.state as { factors: number; width: number; itemVectors: Float32Array };
  expect(factors).toBeGreaterThan(1);
  for (let a = 0; a < factors; a++) {
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let row = 0; row < itemVectors.length; row += width) product += itemVectors[row + a] * itemVectors[row + b];
      expect(Math.abs(product - Number(a === b))).toBeLessThan(1e-5);
    }
  }
});

test('a table of rank 2 gives two factors, whatever is asked for, and itself back', async () => {
  const rows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((user) =>
    [0, 1, 2, 3, 4, 5, 6, 7]
      .filter((item) => item % 2 === user % 2)
      .map((item) => ({ user: `${user}`, item: `${item}`, rating: 4 })),
  );
  const set = ratingsFrom(rows);
  const model = await fit('pure-svd', set, { factors: 50 }, context);
  expect(model.state.factors).toBe(2);
  expect(
    distance(
      model,
      table(set, (rating) => rating),
    ),
  ).toBeLessThan(1e-4);
});

test('who has rated nothing gets no opinion, alone and among others', async () => {
  const model = await fit('pure-svd', ratings, {}, context);
  expect(model.scoreAll(model.user(-1)).every(Number.isNaN)).toBe(true);
  expect(model.recommend(model.user(-1), 3).map(({ fallback }) => fallback)).toEqual(
    new Array(3).fill('empty history'),
  );
  expect(model.predictItems(model.user(-1), Int32Array.of(0, 1)).every(({ fallback }) => fallback)).toBe(true);
});

test('a fit takes no more of the arena than it announced', async () => {
  const rows = [...Array(300).keys()].flatMap((user) =>
    [...Array(300).keys()].map((item) => ({ user: `${user}`, item: `${item}`, rating: 1 + ((user * item) % 5) })),
  );
  const set = ratingsFrom(rows);
  const { byUser, byItem, arena } = set;
  const before = arena.bytes;
  const model = await fit('pure-svd', set, { factors: 1, iterations: 1 }, context);
  const size = { users: byUser.starts.length - 1, items: byItem.starts.length - 1, ratings: rows.length };
  expect(arena.bytes - before).toBeLessThan(
    pureSvd.memory(size, model.parameters as Parameters<typeof pureSvd.memory>[1]),
  );
});
