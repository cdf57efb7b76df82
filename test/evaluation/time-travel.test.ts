import { expect, test } from 'vitest';
import { splitRatings } from '../../src/dataset/splits/split-ratings.ts';
import { timeTravel } from '../../src/evaluation/time-travel.ts';
import { ratingsFrom, twoTastes, type Row } from '../fixtures/ratings.ts';

const rolesOf = (roles: string): Uint8Array => Uint8Array.from(roles, (letter) => 'rtfu'.indexOf(letter));
/** Ratings with these times; the roles as letters: r training, t test, f fold-in, u unused. */
const rated = (times: readonly (number | undefined)[]) =>
  ratingsFrom(
    times.map((time, at): Row => ({ user: `u${at}`, item: 'a', rating: 3, ...(time !== undefined && { time }) })),
  );

test('is the share of tested ratings that are older than the newest training rating, over all rounds', () => {
  const ratings = rated([10, 20, 30, 40, 50]);
  // The newest training rating is of 40, then of 30: 3 of 3 are older, then none of 2.
  expect(timeTravel(ratings, [rolesOf('tttrt')])).toBe(3 / 4);
  expect(timeTravel(ratings, [rolesOf('tttrt'), rolesOf('rrrtt')])).toBe(3 / 6);
});

test('a rating of the same second is not older; unused and folded-in ratings say nothing of what was trained on', () => {
  expect(timeTravel(rated([10, 20, 20]), [rolesOf('rrt')])).toBe(0);
  expect(timeTravel(rated([10, 20, 90, 99]), [rolesOf('rtuf')])).toBe(0);
});

test('ratings without a time do not count, and without any there is nothing to say', () => {
  expect(timeTravel(rated([0, 20, 10, 30]), [rolesOf('trtt')])).toBe(1 / 2);
  expect(timeTravel(rated([0, 20]), [rolesOf('tr')])).toBeNull();
  expect(timeTravel(rated([undefined, undefined]), [rolesOf('tr')])).toBeNull();
});

test('a temporal split has none, a random one is nearly all of it', () => {
  const ratings = twoTastes();
  const { user, item, time } = ratings.columns;
  const columns = { user, item, time, users: ratings.users.size, items: ratings.items.size };
  expect(timeTravel(ratings, splitRatings('temporal', columns))).toBe(0);
  expect(timeTravel(ratings, splitRatings('rolling', columns))).toBe(0);
  expect(timeTravel(ratings, splitRatings('random', columns))).toBeGreaterThan(0.95);
});
