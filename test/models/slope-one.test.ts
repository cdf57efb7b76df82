import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { deviationsOf } from '../../src/models/deviations/deviation-rows.ts';
import { deviationScores, deviationScoresOf } from '../../src/models/deviations/deviation-scores.ts';
import { fit } from '../../src/models/registry.ts';
import { slopeOne } from '../../src/models/slope-one.ts';
import { ratingsFrom, twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 2 });
const ratings = twoTastes();
const paper = { weights: 'uniform', shrinkage: 0 } as const;

/** Each pair of films that both were rated by someone: the mean difference, and by how many. */
function pairs(): Map<string, { sum: number; count: number }> {
  const found = new Map<string, { sum: number; count: number }>();
  for (const user of ratings.users.names.keys()) {
    const { items, ratings: values } = historyOf(ratings.byUser, user);
    items.forEach((i, a) =>
      items.forEach((j, b) => {
        const { sum, count } = found.get(`${i} ${j}`) ?? { sum: 0, count: 0 };
        found.set(`${i} ${j}`, { sum: sum + values[a] - values[b], count: count + 1 });
      }),
    );
  }
  return found;
}

test.each(['uniform', 'common'] as const)(
  '%s: agrees with the formula, pair by pair in float64, within 1e-5',
  async (weights) => {
    const model = await fit('slope-one', ratings, { weights, shrinkage: 0 }, context);
    const all = pairs();
    for (const user of ratings.users.names.keys()) {
      const { items, ratings: values } = historyOf(ratings.byUser, user);
      const scores = model.scoreAll(model.user(user));
      const mean = values.reduce((sum, rating) => sum + rating, 0) / values.length;
      for (let i = 0; i < 40; i++) {
        if (items.includes(i)) continue;
        const known = [...items.keys()].filter((at) => all.has(`${i} ${items[at]}`));
        const counts = known.map((at) => (weights === 'common' ? all.get(`${i} ${items[at]}`)!.count : 1));
        const total = counts.reduce((sum, count) => sum + count, 0);
        const said = known.map((at) => {
          const { sum, count } = all.get(`${i} ${items[at]}`)!;
          return sum / count + (weights === 'common' ? values[at] : mean);
        });
        const expected = said.reduce((sum, value, n) => sum + counts[n] * value, 0) / total;
        expect(Math.abs(scores[i] - expected)).toBeLessThan(1e-5);
      }
    }
  },
);

test('the example of Lemire and Maclachlan: 2 and the difference of .5 make 2.5', async () => {
  const rows = [
    { user: 'A', item: 'I', rating: 1 },
    { user: 'A', item: 'J', rating: 1.5 },
    { user: 'B', item: 'I', rating: 2 },
  ];
  const set = ratingsFrom(rows);
  const model = await fit('slope-one', set, paper, context);
  expect(model.predict(model.user(set.users.indexOf('B')), set.items.indexOf('J')).rating).toBe(2.5);
});

test('two films that nobody rated both say nothing of each other, unless their offsets may', async () => {
  const rows = [
    { user: 'a', item: 'x', rating: 5 },
    { user: 'b', item: 'y', rating: 2 },
    { user: 'b', item: 'z', rating: 3 },
  ];
  const set = ratingsFrom(rows);
  const score = async (shrinkage: number): Promise<string | undefined> => {
    const model = await fit('slope-one', set, { weights: 'uniform', shrinkage }, context);
    return model.predict(model.user(0), 1).fallback;
  };
  expect(await score(0)).toBe('no opinion');
  expect(await score(1)).toBeUndefined();
});

test('with boundless shrinkage films lie as far apart as their offsets', async () => {
  const options = { weights: 'uniform', shrinkage: 1000 } as const;
  const few = ratings.filter((at) => ratings.columns.item[at] % 3 !== 0 || at % 7 === 0);
  const model = await fit('slope-one', few, options, context);
  const { itemOffsets } = model.state as unknown as { itemOffsets: Float32Array };
  const { items, ratings: values } = historyOf(few.byUser, 2);
  const usual = Array.from(items, (item, at) => values[at] - itemOffsets[item]);
  const level = usual.reduce((sum, value) => sum + value, 0) / usual.length;
  const scores = model.scoreAll(model.user(2));
  for (let item = 0; item < 40; item++) {
    if (!items.includes(item)) expect(Math.abs(scores[item] - level - itemOffsets[item])).toBeLessThan(0.05);
  }
});

test('people in a batch on two threads and some films alone score the same to the bit', async () => {
  const model = await fit('slope-one', ratings, {}, context);
  const people = [...ratings.users.names.keys()];
  const some = Int32Array.of(3, 17, 39);
  let user = 0;
  for await (const { scores } of model.scoreUsers(
    people.map((index) => model.user(index)),
    context,
  )) {
    expect(scores).toEqual(model.scoreAll(model.user(user)));
    const alone = model.predictItems(model.user(user), some).map(({ rating }) => rating);
    expect(alone).toEqual(Array.from(some, (item) => Math.min(5, Math.max(1, scores[item]))));
    user++;
  }
  expect(user).toBe(people.length);
});

test.each(['uniform', 'common'] as const)(
  '%s: a history of more films than rows are kept scores the same',
  (weights) => {
    const { byUser } = ratings;
    const count = ratings.items.size;
    const options = { weighted: weights === 'common', shrinkage: 4, itemOffsets: new Float32Array(count).fill(0.1) };
    const [all, few] = [deviationsOf(byUser, options), deviationsOf(byUser, options, 3 * 8 * (count + 4))];
    const { items, ratings: values } = historyOf(byUser, 5);
    const person = { items, values, level: 0.1 };
    const [expected, found] = [all, few].map((deviations) => {
      const scores = new Float32Array(count);
      deviationScores(deviations, person, scores);
      return scores;
    });
    expect(found).toEqual(expected);
    expect(items.length).toBeGreaterThan(2 * few.rows.capacity);
    expect(few.rows.size).toBeLessThanOrEqual(few.rows.capacity);
    const some = Int32Array.of(1, 8, 30);
    const alone = new Float32Array(some.length);
    deviationScoresOf(few, person, some, alone);
    expect(alone).toEqual(Float32Array.from(some, (item) => expected[item]));
  },
);

test('rows that are kept are announced, as far as there is room for them', () => {
  const memory = (items: number): number =>
    slopeOne.memory({ users: 1, items, ratings: 1 }, { weights: 'common' } as Parameters<typeof slopeOne.memory>[1]);
  expect(memory(1000)).toBeGreaterThanOrEqual(8 * 1000 ** 2);
  expect(memory(100_000)).toBeLessThan(515 * 2 ** 20);
});
