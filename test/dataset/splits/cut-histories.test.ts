import { expect, test } from 'vitest';
import { cutHistories } from '../../../src/dataset/splits/cut-histories.ts';
import { role } from '../../../src/dataset/splits/role.ts';
import type { SplitColumns } from '../../../src/dataset/splits/split.ts';
import { splitRatings } from '../../../src/dataset/splits/split-ratings.ts';
import { shuffled } from '../../../src/random.ts';

const users = 80;
const items = 100;
const lengths = [0, 1, 3, 5, 20];

/** Person u has rated u + 1 films. */
const rows = Array.from({ length: users }, (_, user) =>
  Array.from(shuffled(items, user, 'films').subarray(0, user + 1), (item) => [user, item] as const),
).flat();
const columnsOf = (pairs: readonly (readonly [user: number, item: number])[]): SplitColumns => ({
  user: Int32Array.from(pairs, ([user]) => user),
  item: Int32Array.from(pairs, ([, item]) => item),
  users,
  items,
});
const columns = columnsOf(rows);
const [roles] = splitRatings('held-out-users', columns, { share: 0.5 });
const cuts = cutHistories(columns, roles, lengths, 1);

const of = (some: Uint8Array, user: number, wanted: number): number[] =>
  rows.flatMap(([who], at) => (who === user && some[at] === wanted ? [at] : []));
const people = Array.from({ length: users }, (_, user) => user);
const heldOut = people.filter((user) => of(roles, user, role.foldIn).length > 0);

test('of who has so many ratings to fold in, so many stay and the others are hidden; who has fewer is not tested', () => {
  expect(heldOut.length).toBeGreaterThan(30);
  for (const [at, length] of lengths.entries()) {
    for (const user of heldOut) {
      const all = of(roles, user, role.foldIn);
      const parts = [role.train, role.test, role.foldIn, role.hidden].map(
        (wanted) => of(cuts[at], user, wanted).length,
      );
      const tested = of(roles, user, role.test).length;
      expect(parts).toEqual(all.length >= length ? [0, tested, length, all.length - length] : [0, 0, 0, 0]);
    }
  }
});

test('what is tested is the same at every length, and what is trained on is left alone', () => {
  for (const cut of cuts) {
    for (const [at, given] of roles.entries()) {
      if (given === role.train) expect(cut[at]).toBe(role.train);
      if (cut[at] === role.test) expect(given).toBe(role.test);
      if (cut[at] === role.foldIn || cut[at] === role.hidden) expect(given).toBe(role.foldIn);
    }
  }
});

test('shorter histories are parts of longer ones', () => {
  for (const user of heldOut) {
    const known = cuts.map((cut) => of(cut, user, role.foldIn)).filter((own, at) => at === 0 || own.length > 0);
    for (let at = 1; at < known.length; at++) expect(known[at]).toEqual(expect.arrayContaining(known[at - 1]));
  }
});

test('the cuts are those of the seed, whatever the order of the rows', () => {
  const order = shuffled(rows.length, 3, 'rows');
  const mixed = columnsOf(Array.from(order, (at) => rows[at]));
  const mixedRoles = Uint8Array.from(order, (at) => roles[at]);
  const again = cutHistories(mixed, mixedRoles, lengths, 1);
  for (const [at, cut] of cuts.entries()) expect([...again[at]]).toEqual(Array.from(order, (row) => cut[row]));
  expect(cutHistories(columns, roles, lengths, 1)).toEqual(cuts);
  expect(cutHistories(columns, roles, [3], 2)[0]).not.toEqual(cuts[2]);
});

test('each rating of a history stays equally often (chi-squared of 16 places, 2,000 seeds)', () => {
  const user = heldOut.find((one) => of(roles, one, role.foldIn).length === 16)!;
  const own = of(roles, user, role.foldIn);
  const alone = columnsOf(rows.filter(([who]) => who === user));
  const ownRoles = Uint8Array.from(rows.flatMap(([who], at) => (who === user ? [roles[at]] : [])));
  const kept = new Uint32Array(ownRoles.length);
  for (let seed = 0; seed < 2000; seed++) {
    const [cut] = cutHistories(alone, ownRoles, [4], seed);
    for (const [at, given] of cut.entries()) if (given === role.foldIn) kept[at]++;
  }
  expect(own).toHaveLength(16);
  const counts = [...kept].filter((_, at) => ownRoles[at] === role.foldIn);
  const chiSquared = counts.reduce((sum, times) => sum + (times - 500) ** 2 / (500 * 0.75), 0);
  expect(chiSquared).toBeLessThan(37.7); // the 99.9th percentile with 15 degrees of freedom
});
