import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { fit } from '../../src/models/registry.ts';
import { ratingsFrom } from '../fixtures/ratings.ts';

const rows = [
  ['a', 'x', 5],
  ['b', 'x', 2],
  ['c', 'x', 4],
  ['a', 'y', 1],
  ['b', 'y', 2],
  ['c', 'y', 3],
  ['a', 'z', 4],
  ['b', 'z', 5],
] as const;
const ratings = ratingsFrom(
  rows.map(([user, item, rating]) => ({ user, item, rating })),
  { min: 1, max: 5 },
  { unrated: ['never'] },
);
const context = createContext();

test('a film scores by how many people rated it', async () => {
  const model = await fit('popularity', ratings, {}, context);
  expect(model.scoreAll(model.user(-1))).toEqual(Float32Array.of(3, 3, 2, NaN));
  expect(model.feedback).toBe('implicit');
});

test('or by how many rated it well, from 4 stars on', async () => {
  const model = await fit('popularity', ratings, { positive: 'relevant' }, context);
  expect(model.scoreAll(model.user(-1))).toEqual(Float32Array.of(2, 0, 2, NaN));
  expect(model.explain(model.user(-1), 2)).toEqual({ score: 2, contributions: [{ because: 'item', amount: 2 }] });
});

test('strengths of any size count as one', async () => {
  const strengths = ratingsFrom(
    [
      { user: 'a', item: 'x', rating: 0.05 },
      { user: 'a', item: 'y', rating: 7.5 },
      { user: 'b', item: 'y', rating: 0.5 },
    ],
    { min: 0, max: 7.5 },
    { feedback: 'implicit' },
  );
  for (const positive of ['all', 'relevant'] as const) {
    const model = await fit('popularity', strengths, { positive }, context);
    expect(model.scoreAll(model.user(-1))).toEqual(Float32Array.of(1, 2));
  }
});
