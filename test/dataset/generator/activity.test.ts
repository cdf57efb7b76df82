import { expect, test } from 'vitest';
import { ratingCounts } from '../../../src/dataset/generator/activity.ts';

const sum = (counts: Uint32Array): number => counts.reduce((total, count) => total + count, 0);

test.each([
  { name: 'as in ml-100k', users: 943, films: 1682, ratings: 100_000, minimum: 20 },
  { name: 'just the minimum', users: 50, films: 400, ratings: 1000, minimum: 20 },
  { name: 'everyone rates everything', users: 30, films: 40, ratings: 1200, minimum: 20 },
  { name: 'everyone but one rates everything', users: 30, films: 40, ratings: 1199, minimum: 20 },
  { name: 'one person', users: 1, films: 100, ratings: 37, minimum: 20 },
  { name: 'one rating each', users: 10, films: 3, ratings: 10, minimum: 1 },
  { name: 'nearly full', users: 7, films: 11, ratings: 60, minimum: 8 },
])('the counts add up exactly and keep their limits: $name', ({ name: _name, ...totals }) => {
  const counts = ratingCounts({ seed: 1, ...totals });
  expect(counts).toHaveLength(totals.users);
  expect(sum(counts)).toBe(totals.ratings);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(totals.minimum);
  expect(Math.max(...counts)).toBeLessThanOrEqual(totals.films);
});

test('most people rate little and some very much, as in MovieLens 1M (median 96, largest 2,314)', () => {
  const counts = ratingCounts({ seed: 42, users: 6040, films: 3706, ratings: 1_000_209, minimum: 20 }).sort();
  expect(counts[3020]).toBeGreaterThan(75);
  expect(counts[3020]).toBeLessThan(120);
  expect(counts.at(-1)).toBeGreaterThan(1500);
});
