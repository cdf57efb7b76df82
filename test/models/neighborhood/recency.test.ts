import { describe, expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { historyOf, type History } from '../../../src/dataset/history.ts';
import { Ratings } from '../../../src/dataset/ratings.ts';
import { asOf } from '../../../src/models/contract/as-of.ts';
import type { Model } from '../../../src/models/contract/model.ts';
import { recencyOf } from '../../../src/models/neighborhood/recency.ts';
import { fit, type ModelOptions } from '../../../src/models/registry.ts';
import { uniform } from '../../../src/random.ts';
import { twoTastes } from '../../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const day = 86_400;
const start = 1e9;
const plain = twoTastes();
const random = uniform(1, 'recency');
/** Over 1000 days, and now and then at a time that is not known. */
const time = Uint32Array.from(plain.columns.value, (_, at) =>
  random(2 * at) < 0.1 ? 0 : start + Math.floor(1000 * day * random(2 * at + 1)),
);
const ratings = new Ratings(plain.users, plain.items, { ...plain.columns, time }, plain.meta);
const people = [...ratings.users.names.keys()];
const films = [...ratings.items.names.keys()];
const historyAt = (user: number): History => historyOf(ratings.byUser, user);

test('a rating counts half for each half-life before the time that is asked for, or before the last', () => {
  const history: History = {
    items: Int32Array.of(0, 1, 2, 3),
    ratings: Float32Array.of(1, 2, 3, 4),
    times: Uint32Array.of(start, start + 10 * day, start + 20 * day, 0),
  };
  expect([...recencyOf(history, 10)]).toEqual([0.25, 0.5, 1, 1]);
  expect([...recencyOf({ ...history, at: start + 30 * day }, 10)]).toEqual([0.125, 0.25, 0.5, 1]);
  // What was rated later, and at a time that is not known, counts in full.
  expect([...recencyOf({ ...history, at: start + 5 * day }, 10)]).toEqual([Math.fround(2 ** -0.5), 1, 1, 1]);
  expect([...recencyOf(history, 0)]).toEqual([1, 1, 1, 1]);
  const { items, ratings: values } = history;
  expect([...recencyOf({ items, ratings: values }, 10)]).toEqual([1, 1, 1, 1]);
  // However old, something stays.
  expect(Math.min(...recencyOf({ ...history, at: 4e9 }, 1))).toBeGreaterThan(0);
});

/** What a rating counts as of a time, in float64. */
const weightsOf = ({ times }: History, at: number): number[] =>
  Array.from(times!, (one) => (one === 0 ? 1 : 0.5 ** (Math.max(0, at - one) / day / 200)));

const forms: { title: string; options: ModelOptions<'item-knn'> }[] = [
  { title: 'ratings', options: { form: 'basic', neighbors: 7, prior: 0.3 } },
  { title: 'lists', options: { objective: 'ranking', neighbors: 50 } },
];

describe.each(forms)('$title', async ({ title, options }) => {
  const still = await fit('item-knn', ratings, options, context);
  const model = await fit('item-knn', ratings, { ...options, halfLife: 200 }, context);
  const likeness = films.map((film) => {
    const row = new Float64Array(films.length);
    for (const { item, score } of still.similar(film, 100)) row[item] = score;
    return row;
  });

  /** Σ ωsv over the nearest, s being the likeness and ω the weight: as a mean for ratings, as it is for lists. */
  function naive(history: History, item: number, at: number): number {
    const counts = weightsOf(history, at);
    const all = Array.from(history.items, (film, place) => {
      return { weight: counts[place] * likeness[film][item], rating: history.ratings[place] };
    }).filter(({ weight }) => weight > 0);
    if (title === 'lists') {
      const liked = all.filter(({ rating }) => rating >= 4);
      return liked.length === 0 ? NaN : liked.reduce((sum, { weight }) => sum + weight, 0);
    }
    const nearest = all.sort((a, b) => b.weight - a.weight).slice(0, 7);
    if (nearest.length === 0) return NaN;
    const total = nearest.reduce((sum, { weight }) => sum + weight, 0.3);
    return (
      ratings.mean + nearest.reduce((sum, { weight, rating }) => sum + weight * (rating - ratings.mean), 0) / total
    );
  }

  test.each([0, start + 300 * day, start + 3000 * day])('scores are those of the naive formula as of %i', (at) => {
    for (const user of people) {
      const history = historyAt(user);
      const scores = model.scoreAll(asOf(model.user(user), at));
      const now = at > 0 ? at : Math.max(...history.times!);
      for (const item of films) {
        const expected = naive(history, item, now);
        if (Number.isNaN(expected)) expect(scores[item]).toBeNaN();
        else expect(Math.abs(scores[item] - expected)).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected)));
      }
    }
  });

  test('scores of known people are to the bit those of their history folded in, whenever they are asked for', () => {
    for (const user of people) {
      for (const at of [0, start + 500 * day]) {
        const folded = asOf(model.foldIn(historyAt(user)), at);
        expect(model.scoreAll(folded)).toEqual(model.scoreAll(asOf(model.user(user), at)));
      }
    }
  });

  test('reasons add up to the score as of a time', () => {
    for (const user of people.slice(0, 10)) {
      const someone = asOf(model.user(user), start + 700 * day);
      for (const item of films) {
        const { score, contributions } = model.explain(someone, item);
        const sum = contributions.reduce((total, { amount }) => total + amount, 0);
        expect(Math.abs(sum - score)).toBeLessThan(1e-4);
      }
    }
  });

  test('one by one, several at once and many people at once it scores the same', async () => {
    const someone = model.user(3);
    const each = films.map((item) => model.predict(someone, item));
    expect(model.predictItems(model.user(3), Int32Array.from(films), new Uint32Array(films.length))).toEqual(each);
    const users = people.map((user) => asOf(model.user(user), start + 400 * day));
    const all: Float32Array[] = [];
    for await (const { scores } of model.scoreUsers(users)) all.push(scores.slice());
    const alone: Model = await fit('item-knn', ratings, { ...options, halfLife: 200 }, context);
    expect(all).toEqual(people.map((user) => alone.scoreAll(asOf(alone.user(user), start + 400 * day))));
  });

  test('it needs times, and without a half-life neither needs nor minds them', async () => {
    expect([model.temporal, still.temporal]).toEqual([true, false]);
    const timeless = new Ratings(ratings.users, ratings.items, { ...ratings.columns, time: undefined }, ratings.meta);
    await expect(fit('item-knn', timeless, { ...options, halfLife: 200 }, context)).rejects.toMatchObject({
      code: 'MISSING_TIMES',
    });
    const without = await fit('item-knn', timeless, options, context);
    for (const user of people) {
      expect(still.scoreAll(still.user(user))).toEqual(without.scoreAll(without.user(user)));
    }
  });
});
