import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { Arena } from '../../src/kernels/arena.ts';
import { coCounts } from '../../src/kernels/reference/co-counts.ts';
import { easeWeights } from '../../src/kernels/reference/ease-weights.ts';
import { invert } from '../../src/kernels/reference/invert.ts';
import { ease } from '../../src/models/ease.ts';
import { fit } from '../../src/models/registry.ts';
import { gauss } from '../fixtures/gauss.ts';
import { ratingsFrom, twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const likes = [...ratings.users.names.keys()].map((user) => {
  const { items, ratings: values } = historyOf(ratings.byUser, user);
  return items.filter((_, at) => values[at] >= 4);
});

test('scores agree with the closed form in float64 within 1e-5', async () => {
  const model = await fit('ease', ratings, { regularization: 10, minRatings: 1 }, context);
  const size = ratings.items.size;
  const starts = Uint32Array.of(
    0,
    ...likes.map((_, user) => likes.slice(0, user + 1).flatMap((own) => [...own]).length),
  );
  const rows = { starts, indexes: Int32Array.from(likes.flatMap((own) => [...own])) };
  const weights = easeWeights(invert(coCounts(rows, size, 10), size), size);
  for (const [user, own] of likes.entries()) {
    if (own.length === 0) continue;
    const scores = model.scoreAll(model.user(user));
    for (let item = 0; item < size; item++) {
      if (!likes.some((others) => others.includes(item))) expect(scores[item]).toBeNaN();
      else {
        const sum = own.reduce((total, other) => total + weights[other * size + item], 0);
        expect(Math.abs(scores[item] - sum)).toBeLessThan(1e-5);
      }
    }
  }
});

test('the weights for a film are the ridge regression of its likes on those of the others (Steck 2019, eq. 4)', async () => {
  const model = await fit('ease', ratings, { regularization: 10, minRatings: 1 }, context);
  const { films, weights, width } = model.state as { films: Int32Array; weights: Float32Array; width: number };
  const target = 5;
  const others = [...films.keys()].filter((column) => column !== target);
  const together = (a: number, b: number): number =>
    likes.filter((own) => own.includes(films[a]) && own.includes(films[b])).length;
  const solution = gauss(
    others.map((a) => others.map((b) => together(a, b) + (a === b ? 10 : 0))),
    others.map((a) => together(a, target)),
  );
  others.forEach((row, at) => expect(weights[row * width + target]).toBeCloseTo(solution[at], 5));
});

test('films that too few people liked are left out', async () => {
  const count = (item: number): number => likes.filter((own) => own.includes(item)).length;
  const counts = ratings.items.names.map((_, item) => count(item));
  const minRatings = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)];
  const model = await fit('ease', ratings, { minRatings }, context);
  const someone = likes.findIndex((own) => own.some((item) => counts[item] >= minRatings));
  const scores = model.scoreAll(model.user(someone));
  expect(counts.some((likers) => likers < minRatings)).toBe(true);
  for (const [item, likers] of counts.entries()) expect(Number.isNaN(scores[item])).toBe(likers < minRatings);
});

test('films are most alike that go together though nothing else explains it', async () => {
  const groups = Array.from({ length: 40 }, (_, user) => (user % 2 ? ['a', 'b', 'x'] : ['c', 'd', 'x']));
  const rows = groups.flatMap((films, user) => films.map((item) => ({ user: `${user}`, item, rating: 5 })));
  const set = ratingsFrom(rows);
  const model = await fit('ease', set, { regularization: 1 }, context);
  expect(set.items.names[model.similar(set.items.indexOf('a'), 1)[0].item]).toBe('b');
  expect(set.items.names[model.similar(set.items.indexOf('c'), 1)[0].item]).toBe('d');
});

test('the matrix exists once: the model keeps the arena it was inverted in', async () => {
  const model = await fit('ease', ratings, {}, context);
  const { weights, films } = model.state as { weights: Float32Array; films: Int32Array };
  expect(Arena.of(weights)).toBe(Arena.of(films));
  expect(Arena.of(weights)).not.toBe(ratings.arena);
});

test('40,000 films need more than an arena holds, and 29,000 do not', () => {
  const options = { regularization: 200, minRatings: 3, positive: 'relevant' } as const;
  const memory = (items: number): number => ease.memory({ users: 1e6, items, ratings: 1e7 }, options);
  expect(memory(40_000)).toBeGreaterThan(2 ** 32);
  expect(memory(29_000)).toBeLessThan(2 ** 32);
});
