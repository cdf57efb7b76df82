import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { featureEase } from '../../src/models/feature-ease.ts';
import { fit } from '../../src/models/registry.ts';
import { gauss } from '../fixtures/gauss.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const size = ratings.items.size;
const likes = [...ratings.users.names.keys()].map((user) => {
  const { items, ratings: values } = historyOf(ratings.byUser, user);
  return items.filter((_, at) => values[at] >= 4);
});
const counts = ratings.items.names.map((_, item) => likes.filter((own) => own.includes(item)).length);
const options = { regularization: 10, featureWeight: 3, minRatings: 8 };
/** People, and behind them features of all sets, as rows of what all films have. */
const stacked = [
  ...likes.map((own) => ratings.items.names.map((_, item) => Number(own.includes(item)))),
  ...ratings.features!.sets.flatMap(({ features, rows }) =>
    features.map((_, feature) =>
      ratings.items.names.map((__, item) => {
        const at = rows.indexes.subarray(rows.starts[item], rows.starts[item + 1]).indexOf(feature);
        return at < 0 ? 0 : Math.sqrt(options.featureWeight) * rows.values[rows.starts[item] + at];
      }),
    ),
  ),
];

/** The ridge regression of a film's column on those of the other films that enough people liked. */
function weightsFor(item: number): Map<number, number> {
  const others = [...counts.keys()].filter((other) => other !== item && counts[other] >= options.minRatings);
  const product = (a: number, b: number): number => stacked.reduce((sum, row) => sum + row[a] * row[b], 0);
  const solution = gauss(
    others.map((a) => others.map((b) => product(a, b) + (a === b ? options.regularization : 0))),
    others.map((a) => product(a, item)),
  );
  return new Map(others.map((other, at) => [other, solution[at]]));
}

test('every score is the regression on people and features alike, in float64, also of films outside of the matrix', async () => {
  const model = await fit('feature-ease', ratings, options, context);
  const outside = counts.filter((count) => count < options.minRatings).length;
  expect(outside).toBeGreaterThan(2);
  expect(outside).toBeLessThan(size - 2);
  for (let item = 0; item < size; item++) {
    const weights = weightsFor(item);
    for (const [user, own] of likes.entries()) {
      const known = own.filter((film) => counts[film] >= options.minRatings);
      if (known.length === 0) continue;
      const expected = known.reduce((sum, film) => sum + (weights.get(film) ?? 0), 0);
      expect(Math.abs(model.scoreAll(model.user(user))[item] - expected)).toBeLessThan(1e-4);
      const reasons = model.explain(model.user(user), item).contributions;
      for (const reason of reasons) {
        if (reason.because !== 'rated') throw new Error('another reason than a rated film');
        expect(Math.abs(reason.amount - (weights.get(reason.item) ?? 0))).toBeLessThan(1e-4);
      }
    }
  }
});

test('without a weight for features it is ease, to the bit', async () => {
  const plain = await fit('ease', ratings, { regularization: 10, minRatings: 8 }, context);
  const model = await fit('feature-ease', ratings, { ...options, featureWeight: 0 }, context);
  expect(model.state['weights']).toEqual(plain.state['weights']);
});

test('films that nobody liked are most like those with the same features', async () => {
  const model = await fit('feature-ease', ratings, options, context);
  const names = model.similar(ratings.items.indexOf('never'), 3).map(({ item }) => ratings.items.names[item]);
  expect(names).toContain('i0');
});

test('a set that is not there is named with those that are', async () => {
  await expect(fit('feature-ease', ratings, { sets: 'genres,plots' }, context)).rejects.toMatchObject({
    code: 'OPTION_RANGE',
    message: expect.stringContaining('"plots"') as string,
    hint: expect.stringContaining('genres, tags') as string,
  });
});

test('films outside of the matrix take no more memory than their entries', () => {
  const all = { ...options, minRatings: 1, sets: 'all', positive: 'relevant' } as const;
  const memory = (minRatings: number): number =>
    featureEase.memory({ users: 1e5, items: 40_000, ratings: 1e6 }, { ...all, minRatings });
  expect(memory(1)).toBeGreaterThan(2 ** 32);
  expect(memory(100)).toBeLessThan(2 ** 30);
});
