import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import type { Ratings } from '../../src/dataset/ratings.ts';
import type { Values } from '../../src/models/contract/parameters.ts';
import { fitModel } from '../../src/models/contract/fit-model.ts';
import type { Model } from '../../src/models/contract/model.ts';
import { ials } from '../../src/models/ials.ts';
import { fillNormal } from '../../src/random.ts';
import { gauss } from '../fixtures/gauss.ts';
import { ratingsFrom, twoTastes } from '../fixtures/ratings.ts';

const ratings = twoTastes();
const context = createContext({ threads: 1 });
const options = {
  factors: 6,
  epochs: 3,
  solver: 'cholesky',
  regularization: 0.2,
  frequencyExponent: 0.5,
  unobserved: 0.3,
  confidence: 0.1,
  positive: 'relevant',
} as const;
/** Hu, Koren and Volinsky's own: what is not rated counts 1, λ is the same for all, c = 1 + 40 r. */
const ofHu = {
  ...options,
  unobserved: 1,
  frequencyExponent: 0,
  regularization: 5,
  confidence: 40,
  positive: 'all',
} as const;

const fitted = (given: Partial<Values<typeof ials.parameters>>, on: Ratings = ratings): Promise<Model> =>
  fitModel(ials, on, given, context);

/** Spark's own: λ goes by how many are liked. */
const ofSpark = { ...options, scaling: 'likes', frequencyExponent: 1, regularization: 0.05 } as const;

type Weighing = Pick<typeof options, 'factors'> & { readonly scaling?: 'likes' } & Record<
    'regularization' | 'frequencyExponent' | 'unobserved' | 'confidence',
    number
  >;

/** The rating of each pair that counts, user by user; 0 for all others. */
function table(set: Ratings, from: number): number[][] {
  const rows = Array.from({ length: set.users.size }, () => new Array<number>(set.items.size).fill(0));
  const { user, item, value } = set.columns;
  value.forEach((rating, at) => rating >= from && (rows[user[at]][item[at]] = rating));
  return rows;
}
const transposed = (rows: number[][]): number[][] => rows[0].map((_, column) => rows.map((row) => row[column]));

/** (Σ cᵢ yᵢyᵢᵀ + λI)⁻¹ Σ cᵢ pᵢ yᵢ over all films, rated or not: the formula itself, without the trick of YᵀY. */
function solved(row: number[], others: number[][], liked: number, weighing: Weighing): number[] {
  const { factors, regularization, frequencyExponent, unobserved, confidence, scaling } = weighing;
  const numbers = [...Array(factors).keys()];
  const count = row.filter((rating) => rating > 0).length;
  if (count === 0) return numbers.map(() => 0);
  const all = scaling === 'likes' ? 0 : unobserved * liked;
  const penalty = regularization * (count + all) ** frequencyExponent;
  const weights = row.map((rating) => (rating > 0 ? 1 + confidence * rating : unobserved));
  const matrix = numbers.map((i) =>
    numbers.map((j) => others.reduce((sum, y, at) => sum + weights[at] * y[i] * y[j], i === j ? penalty : 0)),
  );
  const right = numbers.map((i) => others.reduce((sum, y, at) => sum + (row[at] > 0 ? weights[at] * y[i] : 0), 0));
  return gauss(matrix, right);
}

const filled = (rows: number[][]): number => rows.filter((row) => row.some((rating) => rating > 0)).length;

function naive(byUser: number[][], weighing: Weighing): { users: number[][]; items: number[][] } {
  const byItem = transposed(byUser);
  const { factors } = weighing;
  let items = byItem.map((row, item) => {
    const start = new Float32Array(factors);
    fillNormal(start, context.seed, 'ials.items', { deviation: 0.1 / Math.sqrt(factors), first: item * factors });
    return row.some((rating) => rating > 0) ? [...start] : new Array<number>(factors).fill(0);
  });
  const solveUsers = () => byUser.map((row) => solved(row, items, filled(byItem), weighing));
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const users = solveUsers();
    items = byItem.map((row) => solved(row, users, filled(byUser), weighing));
  }
  return { users: solveUsers(), items };
}

test.each([
  ['scaled regularization', options, ratings.relevant],
  ['the weights of Hu, Koren, Volinsky 2008', ofHu, 0],
  ['a pull that goes by likes', ofSpark, ratings.relevant],
])('scores agree with the dense formula in float64 within 1e-3: %s', async (_, given, from) => {
  const { users, items } = naive(table(ratings, from), given);
  const model = await fitted(given);
  for (const user of ratings.users.names.keys()) {
    const scores = model.scoreAll(model.user(user));
    items.forEach((vector, item) => {
      if (model.seen.counts[item] === 0) return;
      const expected = vector.reduce((sum, value, f) => sum + value * users[user][f], 0);
      expect(Math.abs(scores[item] - expected)).toBeLessThan(1e-3);
    });
  }
});

/** Σ over all pairs c (p − x·y)² + Σ λ |x|² + Σ λ |y|², dense. */
function objective(model: Model, weighing: Weighing): number {
  const { factors, regularization, frequencyExponent, unobserved, confidence } = weighing;
  const { width, userVectors, itemVectors } = model.state as Record<'userVectors' | 'itemVectors', Float32Array> & {
    width: number;
  };
  const byUser = table(ratings, ratings.relevant);
  const byItem = transposed(byUser);
  let total = 0;
  byUser.forEach((row, user) =>
    row.forEach((rating, item) => {
      let score = 0;
      for (let f = 0; f < factors; f++) score += userVectors[user * width + f] * itemVectors[item * width + f];
      total += rating > 0 ? (1 + confidence * rating) * (1 - score) ** 2 : unobserved * score ** 2;
    }),
  );
  const pull = (rows: number[][], others: number, vectors: Float32Array): void =>
    rows.forEach((row, at) => {
      const count = row.filter((rating) => rating > 0).length;
      const squares = vectors.subarray(at * width, (at + 1) * width).reduce((sum, value) => sum + value ** 2, 0);
      total += regularization * (count + unobserved * others) ** frequencyExponent * squares;
    });
  pull(byUser, filled(byItem), userVectors);
  pull(byItem, filled(byUser), itemVectors);
  return total;
}

describe.each(['cholesky', 'conjugate-gradient', 'blocks'] as const)('solver %s', (solver) => {
  test('each epoch lowers what is minimized', async () => {
    const values: number[] = [];
    for (const epochs of [1, 2, 3, 5, 8]) {
      values.push(objective(await fitted({ ...options, solver, epochs, blockSize: 4 }), options));
    }
    for (let at = 1; at < values.length; at++) expect(values[at]).toBeLessThan(values[at - 1] * (1 + 1e-6));
    expect(values[4]).toBeLessThan(0.95 * values[0]);
  });

  test('ends where exact solutions end, within 1 % of what is minimized', async () => {
    const exact = objective(await fitted({ ...options, epochs: 60 }), options);
    const found = objective(await fitted({ ...options, solver, epochs: 60, blockSize: 4 }), options);
    expect(Math.abs(found / exact - 1)).toBeLessThan(0.01);
  });

  test('any number of factors works, whether it fills a vector of the machine or not', async () => {
    for (const factors of [1, 3, 4, 5, 9, 12]) {
      const model = await fitted({ ...options, solver, factors, blockSize: 5 });
      const known = model.user(4);
      expect(model.scoreAll(model.foldIn(known.history))).toEqual(model.scoreAll(known));
    }
  });
});

test('as many conjugate gradients as there are factors, and one block of all, are exact', async () => {
  const exact = await fitted(options);
  const others = [
    await fitted({ ...options, solver: 'conjugate-gradient', steps: 12 }),
    await fitted({ ...options, solver: 'blocks', blockSize: 8 }),
  ];
  for (const user of ratings.users.names.keys()) {
    const scores = exact.scoreAll(exact.user(user));
    for (const model of others) {
      model.scoreAll(model.user(user)).forEach((score, item) => {
        if (model.seen.counts[item] > 0) expect(Math.abs(score - scores[item])).toBeLessThan(1e-3);
      });
    }
  }
});

test('a reason is what its rating alone brings to the vector, by elimination', async () => {
  const model = await fitted(options);
  const { width, itemVectors } = model.state as { width: number; itemVectors: Float32Array };
  const items = Array.from(ratings.items.names, (_, item) => [
    ...itemVectors.subarray(item * width, item * width + options.factors),
  ]);
  const rows = table(ratings, ratings.relevant);
  const liked = filled(transposed(rows));
  const numbers = [...Array(options.factors).keys()];
  for (const user of [0, 11]) {
    const row = rows[user];
    const count = row.filter((rating) => rating > 0).length;
    const penalty = options.regularization * Math.sqrt(count + options.unobserved * liked);
    const weights = row.map((rating) => (rating > 0 ? 1 + options.confidence * rating : options.unobserved));
    const matrix = numbers.map((i) =>
      numbers.map((j) => items.reduce((sum, y, at) => sum + weights[at] * y[i] * y[j], i === j ? penalty : 0)),
    );
    const { contributions } = model.explain(model.user(user), 5);
    const rated = contributions.filter((reason) => reason.because === 'rated');
    expect(rated).toHaveLength(count);
    for (const { item, amount } of rated) {
      const alone = gauss(
        matrix,
        items[item].map((value) => weights[item] * value),
      );
      const expected = items[5].reduce((sum, value, f) => sum + value * alone[f], 0);
      expect(Math.abs(amount - expected)).toBeLessThan(1e-4);
    }
    const rest = contributions.find((reason) => reason.because === 'rest');
    expect(Math.abs(rest!.amount)).toBeLessThan(1e-4);
  }
});

test('someone who likes nothing that others like gets the films that most rated, as no opinion', async () => {
  const model = await fitted(options);
  const nothing = model.foldIn({ items: Int32Array.of(1, 2), ratings: Float32Array.of(1, 2) });
  expect(model.predict(nothing, 0).fallback).toBe('no opinion');
  const lists = [];
  for await (const list of model.recommendAll([nothing, model.user(0)], 4)) lists.push(list);
  expect(lists).toEqual([model.recommend(nothing, 4), model.recommend(model.user(0), 4)]);
  expect(lists[0].every(({ fallback }) => fallback === 'no opinion')).toBe(true);
});

test('a stronger sign of interest counts for more, where there is confidence in it', async () => {
  const rows = [...ratings.users.names].flatMap((user, at) =>
    Array.from({ length: 12 }, (_, item) => ({ user, item: `${(at % 2) * 20 + item}`, rating: 1 })),
  );
  const plays = ratingsFrom(rows, { min: 0, max: 50 }, { feedback: 'implicit' });
  const model = await fitted({ ...options, confidence: 1 }, plays);
  const listener = (first: number, second: number): Float32Array =>
    model.scoreAll(model.foldIn({ items: Int32Array.of(0, 12), ratings: Float32Array.of(first, second) }));
  expect(listener(50, 1)[5]).toBeGreaterThan(listener(1, 50)[5]);
  expect(listener(50, 1)[15]).toBeLessThan(listener(1, 50)[15]);
});
