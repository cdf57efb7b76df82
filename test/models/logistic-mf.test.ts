import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { fit } from '../../src/models/registry.ts';
import { ratingsFrom, twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 2 });
const ratings = twoTastes();
type Items = Record<'factors' | 'width' | 'negatives' | 'regularization', number> & {
  films: Int32Array;
  itemVectors: Float32Array;
};

test('a fold-in comes to the maximum of its likelihood: of all draws on the average, found by small steps, within .1', async () => {
  // So many draws and steps that chance and the steps' decay matter little.
  const options = { factors: 4, negatives: 60, passes: 400, regularization: 3 };
  const model = await fit('logistic-mf', ratings, options, context);
  const { factors, width, films, itemVectors, negatives, regularization } = model.state as unknown as Items;
  const row = (item: number): Float32Array => itemVectors.subarray(item * width, item * width + factors + 2);
  for (const user of [0, 3, 7]) {
    const { items, ratings: values } = historyOf(ratings.byUser, user);
    const liked = items.filter((_, at) => values[at] >= ratings.relevant);
    // Σ ln σ(x·y) over the liked + n · draws / films · Σ ln σ(−x·y) over all films − λ/2 |x|²: concave, so small steps do.
    const x = new Float64Array(factors + 2);
    x[factors + 1] = 1;
    const probability = (item: number): number =>
      1 / (1 + Math.exp(-row(item).reduce((sum, y, f) => sum + y * x[f], 0)));
    for (let step = 0; step < 4000; step++) {
      const gradient = x.map((value) => -regularization * value);
      const add = (item: number, amount: number): void => row(item).forEach((y, f) => (gradient[f] += amount * y));
      for (const item of liked) add(item, 1 - probability(item));
      for (const item of films) add(item, (-negatives * liked.length * probability(item)) / films.length);
      for (let f = 0; f <= factors; f++) x[f] += 0.005 * gradient[f];
    }
    const scores = model.scoreAll(model.user(user));
    for (const item of films) {
      const expected = row(item).reduce((sum, y, f) => sum + (f === factors ? 0 : y * x[f]), 0);
      expect(Math.abs(scores[item] - expected)).toBeLessThan(0.1);
    }
  }
});

test('an explanation of a solved person leaves no more than rounding to the rest', async () => {
  const model = await fit('logistic-mf', ratings, { factors: 10 }, context);
  for (const user of [0, 7, 30]) {
    for (let item = 0; item < 40; item++) {
      const rest = model.explain(model.user(user), item).contributions.find(({ because }) => because === 'rest');
      expect(Math.abs(rest!.amount)).toBeLessThan(1e-4);
    }
  }
});

test('the likelihood of the likes grows with the epochs', async () => {
  const likelihood = async (epochs: number): Promise<number> => {
    const model = await fit('logistic-mf', ratings, { factors: 8, epochs, users: 'learned' }, context);
    let sum = 0;
    for (let user = 0; user < ratings.users.size; user++) {
      const { items, ratings: values } = historyOf(ratings.byUser, user);
      const scores = model.scoreAll(model.user(user));
      scores.forEach((score, item) => {
        if (Number.isNaN(score)) return;
        const at = items.indexOf(item);
        sum -= Math.log1p(Math.exp(at >= 0 && values[at] >= ratings.relevant ? -score : score));
      });
    }
    return sum;
  };
  const [none, some, many] = [await likelihood(1), await likelihood(5), await likelihood(40)];
  expect(some).toBeGreaterThan(none);
  expect(many).toBeGreaterThan(some);
});

test('likes may weigh by their strength, and then fold-in is still what known people get', async () => {
  const model = await fit('logistic-mf', ratings, { factors: 6, confidence: 2 }, context);
  const plain = await fit('logistic-mf', ratings, { factors: 6 }, context);
  for (const user of [0, 5, 9]) {
    const { items } = historyOf(ratings.byUser, user);
    const unseen = (_: number, item: number): boolean => !items.includes(item);
    const known = model.scoreAll(model.user(user)).filter(unseen);
    expect(model.scoreAll(model.foldIn(historyOf(ratings.byUser, user))).filter(unseen)).toEqual(known);
    expect(plain.scoreAll(plain.user(user)).filter(unseen)).not.toEqual(known);
  }
});

test('a negative rating that counts as liked weighs no less than one of 0', async () => {
  const shifted = twoTastes();
  const rows = [...shifted.columns.value.keys()].map((at) => ({
    user: `${shifted.columns.user[at]}`,
    item: `${shifted.columns.item[at]}`,
    rating: 5 * (shifted.columns.value[at] - 3),
  }));
  const floored = rows.map((row) => ({ ...row, rating: Math.max(0, row.rating) }));
  const [scale, options] = [{ min: -10, max: 10 }, { factors: 4, epochs: 3, confidence: 2, positive: 'all' } as const];
  const model = await fit('logistic-mf', ratingsFrom(rows, scale), options, context);
  const same = await fit('logistic-mf', ratingsFrom(floored, scale), options, context);
  expect(model.state.itemVectors).toEqual(same.state.itemVectors);
  const history = { items: Int32Array.of(0, 1, 2), ratings: Float32Array.of(-10, 4, -3) };
  const scores = model.scoreAll(model.foldIn(history));
  expect(scores).toEqual(same.scoreAll(same.foldIn({ ...history, ratings: Float32Array.of(0, 4, 0) })));
});

test('who liked nothing has no taste, learned or solved', async () => {
  const rows = [...Array(40).keys()].map((at) => ({ user: `${at % 8}`, item: `${at % 7}`, rating: at % 8 ? 5 : 1 }));
  const set = ratingsFrom(rows);
  const model = await fit('logistic-mf', set, { factors: 4, users: 'learned' }, context);
  const nobody = set.users.indexOf('0');
  const unseen = (_: number, item: number): boolean => !historyOf(set.byUser, nobody).items.includes(item);
  const scores = model.scoreAll(model.user(nobody)).filter(unseen);
  expect(scores.length).toBeGreaterThan(0);
  expect(scores).toEqual(model.scoreAll(model.foldIn(historyOf(set.byUser, nobody))).filter(unseen));
});
