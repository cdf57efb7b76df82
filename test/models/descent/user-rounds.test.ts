import { expect, test } from 'vitest';
import { groupsFor, userRounds } from '../../../src/models/descent/user-rounds.ts';
import { sequence } from '../../../src/random.ts';

/** Where each user's ratings start: some have none, one has a great many. */
function startsOf(users: number, most: number): Uint32Array {
  const random = sequence(users, 'counts');
  const starts = new Uint32Array(users + 1);
  for (let user = 0; user < users; user++) {
    const count = user === 3 ? 20 * most : user % 6 === 0 ? 0 : Math.floor(most * random());
    starts[user + 1] = starts[user] + count;
  }
  return starts;
}

test.each([
  [1, 5],
  [60, 40],
  [1000, 160],
  [2000, 900],
])('every one of %i people with up to %i ratings is in exactly one share, in order', (users, most) => {
  const shares = userRounds(startsOf(users, most)).flat();
  expect(shares.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at))).toEqual([
    ...Array(users).keys(),
  ]);
});

test('no share has more ratings than its part by more than one person’s', () => {
  const starts = startsOf(3000, 300);
  const counts = Array.from({ length: 3000 }, (_, user) => starts[user + 1] - starts[user]);
  const rounds = userRounds(starts);
  const groups = groupsFor(starts[3000]);
  const part = starts[3000] / (rounds.length * groups);
  for (const shares of rounds) {
    expect(shares.length).toBeLessThanOrEqual(groups);
    for (const [from, to] of shares) {
      expect(starts[to] - starts[from]).toBeLessThan(part + Math.max(...counts.slice(from, to)) + 1);
    }
  }
});

test.each([
  [0, 1],
  [80_000, 1],
  [300_000, 2],
  [800_000, 4],
  [1_000_000, 4],
  [25_000_000, 4],
])('%i ratings: %i groups', (ratings, groups) => {
  expect(groupsFor(ratings)).toBe(groups);
});
