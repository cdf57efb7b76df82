import { expect, test } from 'vitest';
import { historyOf } from '../../src/dataset/history.ts';
import { relevantFrom } from '../../src/dataset/ratings.ts';
import { ratingsFrom, twoTastes, type Row } from '../fixtures/ratings.ts';

const rows: Row[] = [
  { user: 'b', item: 'x', rating: 4, time: 20 },
  { user: 'a', item: 'y', rating: 1, time: 10 },
  { user: 'b', item: 'y', rating: 2.5, time: 30 },
];

test('the mean is that of all ratings, and without any the middle of the scale', () => {
  expect(ratingsFrom(rows).mean).toBe(2.5);
  expect(ratingsFrom([], { min: 1, max: 10 }).mean).toBe(5.5);
});

test('both views hold the same ratings', () => {
  const ratings = twoTastes();
  const pairs = new Set<string>();
  const { byUser, byItem } = ratings;
  for (let user = 0; user < ratings.users.size; user++) {
    for (let at = byUser.starts[user]; at < byUser.starts[user + 1]; at++) {
      pairs.add(`${user} ${byUser.indexes[at]} ${byUser.values[at]} ${byUser.times![at]}`);
    }
  }
  expect(pairs.size).toBe(ratings.size);
  for (let item = 0; item < ratings.items.size; item++) {
    for (let at = byItem.starts[item]; at < byItem.starts[item + 1]; at++) {
      expect(pairs.delete(`${byItem.indexes[at]} ${item} ${byItem.values[at]} ${byItem.times![at]}`)).toBe(true);
    }
  }
  expect(pairs.size).toBe(0);
});

test('a filter keeps people, films, scale and times', () => {
  const kept = ratingsFrom(rows, { min: 0.5, max: 5 }, { unrated: ['z'] }).filter((at) => at !== 1);
  expect(kept.size).toBe(2);
  expect(kept.users.names).toEqual(['b', 'a']);
  expect(kept.items.names).toEqual(['x', 'y', 'z']);
  expect(kept.meta).toEqual({ scale: { min: 0.5, max: 5 }, feedback: 'explicit', relevant: 4 });
  expect(kept.columns.time).toEqual(Uint32Array.of(20, 30));
  expect(historyOf(kept.byUser, 1).items).toHaveLength(0);
});

test.each([
  [{ min: 0.5, max: 5 }, 4],
  [{ min: 1, max: 10 }, 8],
  [{ min: 0, max: 100 }, 80],
  [{ min: 0, max: 1 }, 0.8],
])('on %j a rating from %f on is a good one', (scale, relevant) => {
  expect(relevantFrom(scale, 'explicit')).toBe(relevant);
});

test('of strengths any above 0 is a good one', () => {
  const relevant = relevantFrom({ min: 0, max: 5 }, 'implicit');
  expect(0 >= relevant).toBe(false);
  expect(Math.fround(1e-30) >= relevant).toBe(true);
});
