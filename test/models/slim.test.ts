import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import type { Model } from '../../src/models/contract/model.ts';
import { fit } from '../../src/models/registry.ts';
import { slim } from '../../src/models/slim.ts';
import { ratingsFrom, twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const people = [...ratings.users.names.keys()];
const films = [...ratings.items.names.keys()];
const likes = people.map((user) => {
  const { items, ratings: values } = historyOf(ratings.byUser, user);
  return items.filter((_, at) => values[at] >= 4);
});
const together = films.map((a) => films.map((b) => likes.filter((own) => own.includes(a) && own.includes(b)).length));

/** The weights of all films (first index) for all films. */
function weightsOf(model: Model): number[][] {
  const { starts, indexes, values } = model.state as Record<string, Float32Array>;
  const table = films.map(() => films.map(() => 0));
  for (const film of films) {
    for (let at = starts[film]; at < starts[film + 1]; at++) table[film][indexes[at]] = values[at];
  }
  return table;
}

describe.each([
  { negative: false, l1: 1, l2: 3 },
  { negative: true, l1: 0.5, l2: 3 },
  { negative: false, l1: 0, l2: 10 },
])('%o', async ({ negative, l1, l2 }) => {
  const options = { negative, l1, l2, minRatings: 1, tolerance: 1e-5 };
  const model = await fit('slim', ratings, options, context);
  const weights = weightsOf(model);

  // Of a convex problem the point at which the conditions of Karush, Kuhn and Tucker hold is the minimum.
  test('at the weights no film could gain by another weight: the derivatives balance', () => {
    for (const target of films) {
      for (const film of films) {
        const weight = weights[film][target];
        if (film === target) expect(weight).toBe(0);
        if (film === target || together[film][film] === 0) continue;
        const explained = films.reduce((sum, other) => sum + together[film][other] * weights[other][target], 0);
        const pull = together[film][target] - explained - l2 * weight;
        if (!negative) expect(weight).toBeGreaterThanOrEqual(0);
        if (weight !== 0) expect(Math.abs(pull - Math.sign(weight) * l1)).toBeLessThan(1e-3);
        else expect(negative ? Math.abs(pull) : pull).toBeLessThan(l1 + 1e-3);
      }
    }
  });

  test('a score is the sum of the weights that the liked films have for it; without any there is no opinion', () => {
    for (const user of people) {
      const scores = model.scoreAll(model.user(user));
      for (const item of films) {
        const reasons = likes[user].filter((liked) => weights[liked][item] !== 0);
        const sum = reasons.reduce((total, liked) => total + weights[liked][item], 0);
        if (reasons.length > 0) expect(scores[item]).toBeCloseTo(sum, 5);
        else if (!negative) expect(scores[item]).toBeNaN();
      }
    }
  });

  test('reasons are the liked films that have a weight, each with it', () => {
    for (const item of films) {
      const { score, contributions } = model.explain(model.user(3), item);
      if (contributions.some(({ because }) => because === 'fallback')) continue;
      expect(contributions.every(({ amount }) => amount !== 0)).toBe(true);
      expect(contributions.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(score, 5);
    }
  });

  test('two films are as alike as the mean of their weights for each other', () => {
    for (const { item, score } of model.similar(4, 5)) {
      expect(score).toBeCloseTo((weights[4][item] + weights[item][4]) / 2, 6);
    }
  });
});

// Steck 2019, §3.2: without l1 and signs, and with l2 = λ, the two problems are one.
test('without an l1 and with negative weights the scores are those of ease within 1e-4', async () => {
  const options = { l1: 0, l2: 10, negative: true, minRatings: 1, tolerance: 1e-5, iterations: 10_000 };
  const model = await fit('slim', ratings, options, context);
  const ease = await fit('ease', ratings, { regularization: 10, minRatings: 1 }, context);
  for (const user of people) {
    const expected = ease.scoreAll(ease.user(user));
    model.scoreAll(model.user(user)).forEach((score, item) => {
      if (Number.isNaN(expected[item])) expect(score).toBeNaN();
      else expect(Math.abs(score - expected[item])).toBeLessThan(1e-4);
    });
  }
});

test('a higher l1 leaves fewer weights; one above all counts leaves none, and everything to the fallback', async () => {
  const count = async (l1: number): Promise<number> => {
    const model = await fit('slim', ratings, { l1 }, context);
    expect(model.recommend(model.user(0), 5)).toHaveLength(5);
    return (model.state.values as Float32Array).length;
  };
  const [low, high, all] = [await count(0.1), await count(2), await count(1000)];
  expect(high).toBeLessThan(low);
  expect(high).toBeGreaterThan(0);
  expect(all).toBe(0);
});

test('films that too few people liked neither speak nor are spoken for; none may be left', async () => {
  const counts = films.map((film) => together[film][film]);
  const minRatings = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)];
  const weights = weightsOf(await fit('slim', ratings, { l1: 0, l2: 1, minRatings }, context));
  for (const film of films) {
    const spoken = films.some((other) => weights[film][other] !== 0 || weights[other][film] !== 0);
    expect(spoken).toBe(counts[film] >= minRatings);
  }
  const none = await fit('slim', ratings, { minRatings: 1000 }, context);
  expect(none.recommend(none.user(0), 3).map(({ fallback }) => fallback)).toEqual(Array(3).fill('no opinion'));
});

test('with neighbors: 2 at most two films speak for any', async () => {
  const weights = weightsOf(await fit('slim', ratings, { l1: 0, l2: 1, minRatings: 1, neighbors: 2 }, context));
  const speaking = films.map((item) => weights.filter((row) => row[item] !== 0).length);
  expect(Math.max(...speaking)).toBe(2);
});

test('films that are spoken against come after those of which nothing is said', async () => {
  // Each likes the films of one group; a and b never go together, though each does with c.
  const groups = Array.from({ length: 40 }, (_, user) => (user % 2 ? ['a', 'c'] : ['b', 'c']));
  const rows = groups.flatMap((own, user) => own.map((item) => ({ user: `${user}`, item, rating: 5 })));
  const others = Array.from({ length: 20 }, (_, user) => [
    { user: `x${user}`, item: 'd', rating: 5 },
    { user: `x${user}`, item: 'e', rating: 5 },
  ]).flat();
  const set = ratingsFrom([...rows, ...others]);
  const model = await fit('slim', set, { l1: 0.1, l2: 1, negative: true }, context);
  const someone = model.foldIn({ items: Int32Array.of(set.items.indexOf('a')), ratings: Float32Array.of(5) });
  const scores = model.scoreAll(someone);
  expect(scores[set.items.indexOf('b')]).toBeLessThan(0);
  expect(scores[set.items.indexOf('d')]).toBe(0);
  expect(model.recommend(someone, 4).map(({ item }) => set.items.names[item])).toEqual(['c', 'd', 'e', 'b']);
});

test('without an l1 weights may be dense, and memory is announced for all lists of them', () => {
  const defaults = Object.fromEntries(
    Object.entries(slim.parameters).map(([name, { default: value }]) => [name, value]),
  );
  const memory = (options: object): number =>
    slim.memory({ users: 1e5, items: 5000, ratings: 1e6 }, { ...defaults, ...options } as Parameters<
      typeof slim.memory
    >[1]);
  expect(memory({ l1: 0 }) - memory({ l1: 1 })).toBeGreaterThanOrEqual(32 * 5000 ** 2);
  expect(memory({ l1: 0, neighbors: 10 })).toBeLessThan(memory({ l1: 1 }) + 2e6);
});
