import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { fit } from '../../src/models/registry.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const people = [...ratings.users.names.keys()];
const rated = [...ratings.items.names.keys()].filter((item) => item < 40);

test('guesses have the mean and the spread of the ratings, so their squared error is twice the variance', async () => {
  const { value } = ratings.columns;
  const mean = value.reduce((sum, rating) => sum + rating, 0) / value.length;
  const variance = value.reduce((sum, rating) => sum + (rating - mean) ** 2, 0) / value.length;
  const guesses: number[] = [];
  const errors: number[] = [];
  for (const seed of [...Array(20).keys()]) {
    const model = await fit('random', ratings, {}, createContext({ seed }));
    for (const user of people) {
      const scores = model.scoreAll(model.user(user));
      const { items, ratings: values } = historyOf(ratings.byUser, user);
      items.forEach((item, at) => errors.push((scores[item] - values[at]) ** 2));
      guesses.push(...rated.map((item) => scores[item]));
    }
  }
  const average = (numbers: number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  // 48,000 draws: three standard errors are about .01 of the mean and .02 of a variance.
  expect(Math.abs(average(guesses) - mean)).toBeLessThan(0.02);
  expect(Math.abs(average(guesses.map((guess) => (guess - mean) ** 2)) / variance - 1)).toBeLessThan(0.03);
  expect(Math.abs(average(errors) / (2 * variance) - 1)).toBeLessThan(0.03);
});

test('two people agree no more than chance would have it, and another seed is another chance', async () => {
  const model = await fit('random', ratings, {}, context);
  const [a, b] = [model.scoreAll(model.user(0)), model.scoreAll(model.user(1))];
  expect(rated.filter((item) => a[item] === b[item])).toEqual([]);
  const other = await fit('random', ratings, {}, createContext({ seed: 43 }));
  const c = other.scoreAll(other.user(0));
  expect(rated.filter((item) => a[item] === c[item])).toEqual([]);
});

test('one rating more makes it somebody else', async () => {
  const model = await fit('random', ratings, {}, context);
  const { items, ratings: values } = historyOf(ratings.byUser, 4);
  const before = model.scoreAll(model.foldIn({ items, ratings: values }));
  const after = model.scoreAll(model.foldIn({ items: items.slice(1), ratings: values.slice(1) }));
  const changed = model.scoreAll(model.foldIn({ items, ratings: values.with(0, values[0] === 5 ? 4 : 5) }));
  expect(rated.filter((item) => before[item] === after[item])).toEqual([]);
  expect(rated.filter((item) => before[item] === changed[item])).toEqual([]);
});

test('in a ranking each film comes first equally often', async () => {
  const first = new Float64Array(40);
  for (const seed of [...Array(40).keys()]) {
    const model = await fit('random', ratings, { objective: 'ranking' }, createContext({ seed }));
    for (const user of people) {
      const scores = model.scoreAll(model.user(user));
      first[rated.reduce((best, item) => (scores[item] > scores[best] ? item : best))]++;
    }
  }
  // χ² with 39 degrees of freedom is below 73 in all but one of a thousand cases.
  const expected = (40 * people.length) / 40;
  expect(first.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(73);
});
