import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { byUser } from '../../../src/dataset/splits/by-user.ts';
import { heldOutFilms } from '../../../src/dataset/splits/held-out-films.ts';
import { heldOutUsers } from '../../../src/dataset/splits/held-out-users.ts';
import { kfold } from '../../../src/dataset/splits/kfold.ts';
import { leaveLastOut } from '../../../src/dataset/splits/leave-last-out.ts';
import { leaveOneOut } from '../../../src/dataset/splits/leave-one-out.ts';
import { random } from '../../../src/dataset/splits/random.ts';
import { role } from '../../../src/dataset/splits/role.ts';
import { rolling } from '../../../src/dataset/splits/rolling.ts';
import type { SplitColumns } from '../../../src/dataset/splits/split.ts';
import { requireTestRatings, splitRatings } from '../../../src/dataset/splits/split-ratings.ts';
import { temporal } from '../../../src/dataset/splits/temporal.ts';

const options = { share: 0.2, folds: 5, seed: 42 };

/** Person u has u + 1 ratings, of films 0 … u, one a second; later people are later. */
function staircase(users: number) {
  const user: number[] = [];
  const item: number[] = [];
  for (let u = 0; u < users; u++) {
    for (let i = 0; i <= u; i++) {
      user.push(u);
      item.push(i);
    }
  }
  const time = Uint32Array.from(user, (u, at) => 1000 * u + item[at] + 1);
  return { user: Int32Array.from(user), item: Int32Array.from(item), time, users, items: users };
}

const count = (roles: Uint8Array, wanted: number): number =>
  roles.reduce((sum, given) => sum + Number(given === wanted), 0);
const ofUser = ({ user }: SplitColumns, roles: Uint8Array, u: number): Uint8Array =>
  roles.filter((_, at) => user[at] === u);

const stairs = staircase(60);

test('by-user tests the rounded share of each person’s ratings, but never all', () => {
  const [roles] = byUser.rounds(stairs, options);
  for (let u = 0; u < 60; u++) expect(count(ofUser(stairs, roles, u), role.test)).toBe(Math.round(0.2 * (u + 1)));
  const [most] = byUser.rounds(stairs, { ...options, share: 0.99 });
  for (let u = 0; u < 60; u++) {
    expect(count(ofUser(stairs, most, u), role.test)).toBe(Math.min(u, Math.round(0.99 * (u + 1))));
  }
});

test('by-user tests each place of a history equally often (chi-squared of 20 places, 2,000 people)', () => {
  const people = 2000;
  const size = people * 20;
  const user = Int32Array.from({ length: size }, (_, at) => Math.floor(at / 20));
  const item = Int32Array.from({ length: size }, (_, at) => at % 20);
  const [roles] = byUser.rounds({ user, item, users: people, items: 20 }, options);
  const tested = new Uint32Array(20);
  for (const [at, given] of roles.entries()) if (given === role.test) tested[item[at]]++;
  const chiSquared = tested.reduce((sum, times) => sum + (times - 400) ** 2 / (400 * 0.8), 0);
  expect(chiSquared).toBeLessThan(43.8); // the 99.9th percentile with 19 degrees of freedom
});

test('random tests exactly the rounded share of all ratings', () => {
  for (const share of [0.1, 0.2, 0.333, 0.9]) {
    const [roles] = random.rounds(stairs, { ...options, share });
    expect(count(roles, role.test)).toBe(Math.round(share * stairs.user.length));
  }
});

test('temporal tests exactly the latest share and never trains on later than it tests', () => {
  const [roles] = temporal.rounds(stairs, options);
  expect(count(roles, role.test)).toBe(Math.round(0.2 * stairs.user.length));
  const times = (wanted: number): Uint32Array => stairs.time.filter((_, at) => roles[at] === wanted);
  expect(Math.max(...times(role.train))).toBeLessThan(Math.min(...times(role.test)));
});

test('temporal cuts between equal times by user and item, and takes unknown times (0) for the earliest', () => {
  const users = 5;
  const item = new Int32Array(users);
  const tied = { user: Int32Array.of(4, 3, 2, 1, 0), item, time: new Uint32Array(users).fill(9), users, items: 1 };
  expect([...temporal.rounds(tied, { ...options, share: 0.4 })[0]]).toEqual([1, 1, 0, 0, 0]);
  const unknown = { ...tied, time: Uint32Array.of(0, 9, 9, 9, 9) };
  expect([...temporal.rounds(unknown, { ...options, share: 0.8 })[0]]).toEqual([0, 1, 1, 1, 1]);
});

test('leave-last-out tests the last rating of all who have two, the higher item where the last are equal', () => {
  const [roles] = leaveLastOut.rounds(stairs, options);
  for (let u = 1; u < 60; u++) expect(ofUser(stairs, roles, u).lastIndexOf(role.test)).toBe(u);
  expect(count(roles, role.test)).toBe(59);
  const tied = {
    user: new Int32Array(3),
    item: Int32Array.of(2, 0, 1),
    time: Uint32Array.of(8, 5, 8),
    users: 1,
    items: 3,
  };
  expect([...leaveLastOut.rounds(tied, options)[0]]).toEqual([1, 0, 0]);
});

test('kfold tests every rating exactly once, in folds whose sizes differ by one at most', () => {
  for (const folds of [2, 5, 7]) {
    const rounds = kfold.rounds(stairs, { ...options, folds });
    expect(rounds).toHaveLength(folds);
    const times = stairs.user.map((_, at) => rounds.filter((roles) => roles[at] === role.test).length);
    expect(times.every((tested) => tested === 1)).toBe(true);
    const sizes = rounds.map((roles) => count(roles, role.test));
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
});

test('held-out-users leaves the share of the people out and folds in 80 % of each one’s ratings', () => {
  const [roles] = heldOutUsers.rounds(stairs, options);
  const heldOut = [...Array(60).keys()].filter((u) => !ofUser(stairs, roles, u).includes(role.train));
  expect(heldOut).toHaveLength(12);
  for (const u of heldOut) {
    expect(count(ofUser(stairs, roles, u), role.test)).toBe(Math.round(0.2 * (u + 1)));
    expect(count(ofUser(stairs, roles, u), role.foldIn)).toBe(u + 1 - Math.round(0.2 * (u + 1)));
  }
});

test('held-out-users tests one of two to seven ratings, and leaves in training who has only one', () => {
  const few = staircase(7);
  const rounds = Array.from({ length: 40 }, (_, seed) => heldOutUsers.rounds(few, { ...options, share: 0.5, seed })[0]);
  const parts = (u: number) =>
    new Set(
      rounds.map((roles) => {
        const own = ofUser(few, roles, u);
        return [role.train, role.test, role.foldIn].map((wanted) => count(own, wanted)).join(' ');
      }),
    );
  expect(parts(0)).toEqual(new Set(['1 0 0']));
  for (let u = 1; u < 7; u++) expect(parts(u)).toEqual(new Set([`${u + 1} 0 0`, `0 1 ${u}`]));
  // Half of the six who can be held out.
  for (const roles of rounds) expect(count(roles, role.test)).toBe(3);
});

test('rolling cuts the latest share into windows of equal count, and trains on all that is earlier, on nothing later', () => {
  for (const folds of [2, 5, 7]) {
    const rounds = rolling.rounds(stairs, { ...options, folds });
    // The staircase is in order of time: 1,830 ratings, of which the last 366 are cut.
    const drawn = rounds.map((roles) =>
      [...roles]
        .join('')
        .match(/^(0+)(1+)(3*)$/)!
        .slice(1)
        .map((part) => part.length),
    );
    expect(rounds).toHaveLength(folds);
    for (const [window, [trained, tested, unused]] of drawn.entries()) {
      expect(trained).toBe(window === 0 ? 1830 - 366 : drawn[window - 1][0] + drawn[window - 1][1]);
      expect(Math.abs(tested - 366 / folds)).toBeLessThan(1);
      expect(trained + tested + unused).toBe(1830);
    }
    expect(drawn.at(-1)![2]).toBe(0);
  }
});

test('rolling, all windows together, tests what the temporal split does', () => {
  const [late] = temporal.rounds(stairs, options);
  const rounds = rolling.rounds(stairs, options);
  expect(late).toEqual(late.map((_, at) => rounds.filter((roles) => roles[at] === role.test).length));
});

test('leave-one-out tests one rating of all who have two, whichever place it has (chi-squared of 20, 2,000 people)', () => {
  const [roles] = leaveOneOut.rounds(stairs, options);
  for (let u = 0; u < 60; u++) expect(count(ofUser(stairs, roles, u), role.test)).toBe(u === 0 ? 0 : 1);
  const user = Int32Array.from({ length: 40_000 }, (_, at) => Math.floor(at / 20));
  const item = Int32Array.from({ length: 40_000 }, (_, at) => at % 20);
  const [left] = leaveOneOut.rounds({ user, item, users: 2000, items: 20 }, options);
  const tested = new Uint32Array(20);
  for (const [at, given] of left.entries()) if (given === role.test) tested[item[at]]++;
  expect(tested.reduce((sum, times) => sum + (times - 100) ** 2 / 100, 0)).toBeLessThan(43.8); // as above
});

test('held-out-films leaves the rounded share of the rated films out, with all their ratings', () => {
  // Of 80 films, those from 60 on are rated by nobody.
  const columns = { ...stairs, items: 80 };
  for (const [share, films] of [
    [0.2, 12],
    [0.01, 1],
    [0.999, 59],
  ]) {
    const [roles] = heldOutFilms.rounds(columns, { ...options, share });
    const itemsOf = (wanted: number): Set<number> => new Set(stairs.item.filter((_, at) => roles[at] === wanted));
    expect(itemsOf(role.test).size).toBe(films);
    expect(itemsOf(role.train).size).toBe(60 - films);
    expect(new Set([...itemsOf(role.test), ...itemsOf(role.train)]).size).toBe(60);
  }
});

describe('splitRatings', () => {
  test('holds 20 % of each person’s ratings out unless told otherwise', () => {
    expect(splitRatings('by-user', stairs)).toEqual(byUser.rounds(stairs, options));
  });

  test('refuses a split by time where no time is known, and names those that need none', () => {
    const missing = expect.objectContaining({
      code: 'MISSING_TIMES',
      hint: expect.stringMatching(/by-user, random, kfold, leave-one-out, held-out-users, held-out-films/),
    });
    expect(() => splitRatings('temporal', { ...stairs, time: undefined })).toThrow(missing);
    expect(() => splitRatings('leave-last-out', { ...stairs, time: stairs.time.map(() => 0) })).toThrow(missing);
    expect(splitRatings('random', { ...stairs, time: undefined })).toHaveLength(1);
  });

  test.each([0, 1, -0.2, NaN, 20])('refuses a share of %d', (share) => {
    expect(() => splitRatings('random', stairs, { share })).toThrow(expect.objectContaining({ code: 'OPTION_RANGE' }));
  });

  test('repeats a random split with the seeds that follow, and runs it once unless told otherwise', () => {
    const runs = [42, 43, 44].map((seed) => random.rounds(stairs, { ...options, seed })[0]);
    expect(splitRatings('random', stairs, { repeats: 3 })).toEqual(runs);
    expect(splitRatings('random', stairs)).toEqual(runs.slice(0, 1));
    expect(splitRatings('kfold', stairs, { repeats: 2 })).toHaveLength(10);
  });

  test.each(['temporal', 'rolling', 'leave-last-out'])('refuses to repeat %s, which is the same every time', (name) => {
    const refused = expect.objectContaining({ code: 'OPTION_RANGE', message: expect.stringContaining(`"${name}"`) });
    expect(() => splitRatings(name, stairs, { repeats: 2 })).toThrow(refused);
    expect(splitRatings(name, stairs, { repeats: 1 }).length).toBeGreaterThan(0);
  });

  test.each([0, -1, 1.5, 101, NaN])('refuses %d repeats', (repeats) => {
    expect(() => splitRatings('random', stairs, { repeats })).toThrow(
      expect.objectContaining({ code: 'OPTION_RANGE' }),
    );
  });

  test.each([0, 1, 2.5, 1e9])('refuses %d folds', (folds) => {
    expect(() => splitRatings('kfold', stairs, { folds })).toThrow(expect.objectContaining({ code: 'OPTION_RANGE' }));
  });
});

describe('requireTestRatings', () => {
  const nothing = expect.objectContaining({ code: 'NOTHING_TO_TEST' });

  test('refuses one rating, one rating each, more folds than ratings, and no rating', () => {
    expect(() => requireTestRatings(splitRatings('by-user', staircase(1)))).toThrow(nothing);
    expect(() => requireTestRatings(splitRatings('kfold', staircase(2)))).toThrow(nothing);
    expect(() => requireTestRatings(splitRatings('temporal', staircase(0)))).toThrow(nothing);
  });

  test('lets splits through that test something', () => {
    requireTestRatings(splitRatings('by-user', stairs));
    requireTestRatings(splitRatings('kfold', stairs));
  });
});

const real = new URL('../../../../shared/data/ml-latest-small/ratings.csv', import.meta.url);

test.skipIf(!existsSync(real))(
  'real ratings split as promised (skipped without ../shared/data/ml-latest-small)',
  () => {
    const [, ...lines] = readFileSync(real, 'utf8').trim().split(/\r?\n/);
    const rows = lines.map((line) => line.split(',').map(Number));
    const user = Int32Array.from(rows, ([id]) => id);
    const item = Int32Array.from(rows, ([, id]) => id);
    const time = Uint32Array.from(rows, ([, , , seconds]) => seconds);
    const columns = { user, item, time, users: 611, items: 200_000 };

    const [tested] = splitRatings('by-user', columns);
    expect(count(tested, role.test) / rows.length).toBeCloseTo(0.2, 3);
    const sizes = splitRatings('kfold', columns).map((roles) => count(roles, role.test));
    expect(sizes).toEqual([20168, 20167, 20167, 20167, 20167]); // 100,836 in five
    const [last] = splitRatings('leave-last-out', columns);
    expect(count(last, role.test)).toBe(610);
    const [late] = splitRatings('temporal', columns);
    const [, second] = splitRatings('rolling', columns);
    const windows = [role.train, role.test, role.unused].map((wanted) => count(second, wanted));
    expect(windows).toEqual([84_702, 4033, 12_101]); // 80,669 and a window; a fifth of 20,167; the other three
    const [one] = splitRatings('leave-one-out', columns);
    expect(count(one, role.test)).toBe(610);
    const trained = time.filter((_, at) => late[at] === role.train).toSorted();
    const held = time.filter((_, at) => late[at] === role.test).toSorted();
    expect(trained.at(-1)).toBeLessThanOrEqual(held[0]);
  },
);
