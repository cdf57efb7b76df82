import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { readNegatives, sampleNegatives, type Negatives } from '../../src/dataset/negatives.ts';
import { Ratings } from '../../src/dataset/ratings.ts';
import { role } from '../../src/dataset/splits/role.ts';
import { shuffled } from '../../src/random.ts';
import { ratingsFrom, twoTastes, type Row } from '../fixtures/ratings.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const folder = await temporaryFolder();

const listOf = ({ starts, indexes }: Negatives, user: number): number[] => [
  ...indexes.subarray(starts[user], starts[user + 1]),
];

describe('sampleNegatives', () => {
  const ratings = twoTastes();
  /** Films 0 to 5 have no training rating; of others, some of every kind. */
  const roles = ratings.columns.item.map((item, at) => (item < 6 ? 1 + (at % 3) : at % 4));
  const given = Uint8Array.from(roles);

  /** What may be drawn for a person, by definition. */
  function open(user: number): number[] {
    const rows = [...ratings.columns.user.keys()];
    const rated = new Set(rows.filter((at) => ratings.columns.user[at] === user).map((at) => ratings.columns.item[at]));
    const trained = new Set(rows.filter((at) => roles[at] === role.train).map((at) => ratings.columns.item[at]));
    return [...trained].filter((item) => !rated.has(item)).sort((a, b) => a - b);
  }

  test('draws as many different films as wanted, ascending, of those that are trained on and not rated at all', () => {
    const negatives = sampleNegatives(ratings, given, 7, 42);
    for (let user = 0; user < ratings.users.size; user++) {
      const list = listOf(negatives, user);
      expect(list).toHaveLength(7);
      expect(list).toEqual([...new Set(list)].sort((a, b) => a - b));
      expect(open(user)).toEqual(expect.arrayContaining(list));
    }
  });

  test('gives all of them where there are fewer than wanted', () => {
    const all = sampleNegatives(ratings, given, 1000, 42);
    for (let user = 0; user < ratings.users.size; user++) expect(listOf(all, user)).toEqual(open(user));
  });

  test('gives nothing to people who have rated all films, and all films to people who have rated none', () => {
    const rows = ['a', 'b', 'c'].map((item): Row => ({ user: 'all', item, rating: 4 }));
    const { items, columns, meta, users } = ratingsFrom([...rows, { user: 'none', item: 'c', rating: 4 }]);
    const without = new Ratings(users, items, columns, meta).filter((at) => at < 3);
    const { starts, indexes } = sampleNegatives(without, new Uint8Array(3), 5, 42);
    expect([...starts]).toEqual([0, 0, 3]);
    expect([...indexes]).toEqual([0, 1, 2]);
    expect(sampleNegatives(without, new Uint8Array(3).fill(role.test), 5, 42).indexes).toHaveLength(0);
  });

  test('draws every film equally often (chi-squared of 40 films, 4,000 people, 10 each)', () => {
    // Person u has rated films u mod 40 to u + 9 mod 40, so that each film is open to three quarters of the people.
    const rows: Row[] = [];
    for (let user = 0; user < 4000; user++) {
      for (let at = 0; at < 10; at++) rows.push({ user: `${user}`, item: `${(user + at) % 40}`, rating: 3 });
    }
    const wheel = ratingsFrom(rows);
    const { indexes } = sampleNegatives(wheel, new Uint8Array(wheel.size), 10, 42);
    const drawn = new Uint32Array(40);
    for (const item of indexes) drawn[item]++;
    // Without replacement the counts vary less than this allows, so that the bound is on the safe side.
    const chiSquared = drawn.reduce((sum, times) => sum + (times - 1000) ** 2 / 1000, 0);
    expect(indexes).toHaveLength(40_000);
    expect(chiSquared).toBeLessThan(72.1); // the 99.9th percentile with 39 degrees of freedom
  });

  test('draws every pair of three films equally often: subsets, not only films', () => {
    const rows: Row[] = ['a', 'b', 'c'].map((item) => ({ user: 'first', item, rating: 3 }));
    for (let user = 0; user < 3000; user++) rows.push({ user: `${user}`, item: 'd', rating: 3 });
    const ratings = ratingsFrom(rows);
    const negatives = sampleNegatives(ratings, new Uint8Array(ratings.size), 2, 1);
    const counts: Record<string, number> = {};
    for (let user = 1; user <= 3000; user++) {
      const pair = listOf(negatives, user).join();
      counts[pair] = (counts[pair] ?? 0) + 1;
    }
    expect(Object.keys(counts).sort()).toEqual(['0,1', '0,2', '1,2']);
    const chiSquared = Object.values(counts).reduce((sum, times) => sum + (times - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(13.8); // the 99.9th percentile with 2 degrees of freedom
  });

  test('is the same for the same seed, in whatever order the rows come, and another for another', () => {
    const first = sampleNegatives(ratings, given, 5, 42);
    expect(sampleNegatives(ratings, given, 5, 42)).toEqual(first);
    expect(sampleNegatives(ratings, given, 5, 43)).not.toEqual(first);
    const order = shuffled(ratings.size, 3, 'rows');
    const { user, item, value } = ratings.columns;
    const mixed = new Ratings(
      ratings.users,
      ratings.items,
      { user: user.map((_, at) => user[order[at]]), item: item.map((_, at) => item[order[at]]), value },
      ratings.meta,
    );
    expect(
      sampleNegatives(
        mixed,
        given.map((_, at) => given[order[at]]),
        5,
        42,
      ),
    ).toEqual(first);
  });

  test('of a person depend on the films alone, not on who trained on them or how often', () => {
    const everything = sampleNegatives(ratings, new Uint8Array(ratings.size), 5, 42);
    // Two in three of each film's ratings are set aside; every film keeps one.
    const seen = new Uint32Array(ratings.items.size);
    const fewer = Uint8Array.from(ratings.columns.item, (item) => (seen[item]++ % 3 === 0 ? role.train : role.unused));
    expect(sampleNegatives(ratings, fewer, 5, 42)).toEqual(everything);
  });

  test.each([0, -1, 1.5, NaN])('refuses %d negatives', (count) => {
    expect(() => sampleNegatives(ratings, given, count, 42)).toThrow(expect.objectContaining({ code: 'OPTION_RANGE' }));
  });
});

describe('readNegatives', () => {
  const ratings = ratingsFrom(
    ['0', '1', '2', '3'].map((user, at) => ({ user, item: `${at * 10}`, rating: 4 })),
    undefined,
    { unrated: ['7'] },
  );
  const path = join(folder, 'few.test.negative');
  const read = async (text: string) => {
    await writeFile(path, text);
    return readNegatives(path, ratings, createContext());
  };

  test('reads the published form: a person, the tested film and the films to rank it with, in any order', async () => {
    const { starts, indexes, containsTest } = await read('(3,30)\t7\t0\n(0,0)\t30\t20\t10\r\n(1, 10)\t20');
    expect([...starts]).toEqual([0, 3, 4, 4, 6]);
    expect([...indexes]).toEqual([1, 2, 3, 2, 0, 4]);
    expect(containsTest).toBe(0);
  });

  test('counts the lists that hold the film they were made for, which stays in them', async () => {
    const { indexes, containsTest } = await read('(0,0)\t30\t0\n(1,10)\t20\n(2,20)\t20\t10\n');
    expect(containsTest).toBe(2);
    expect([...indexes]).toEqual([0, 3, 2, 1, 2]);
  });

  test.each([
    ['(9,0)\t10\n', 'BAD_FILE', 'line 1: there is no user "9".'],
    ['(0,0)\t10\n(1,5)\t10\n', 'BAD_FILE', 'line 2: there is no film "5".'],
    ['(0,0)\t10\t5\n', 'BAD_FILE', 'line 1: there is no film "5".'],
    ['(0,0)\t10\n(0,10)\t20\n', 'BAD_FILE', 'line 2: user "0" has a list already.'],
    ['(0,0)\t10\t20\t10\n', 'BAD_FILE', 'line 1: film "10" stands in the list twice.'],
    ['0\t0\t10\n', 'BAD_FILE', 'line 1: this is no list of films.'],
    ['(0,0)\n', 'BAD_FILE', 'line 1: this is no list of films.'],
    ['\n', 'EMPTY_FILE', 'holds no lists.'],
  ])('refuses %j', async (text, code, message) => {
    await expect(read(text)).rejects.toEqual(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  test('refuses a file that is not there', async () => {
    await expect(readNegatives(join(folder, 'none'), ratings, createContext())).rejects.toEqual(
      expect.objectContaining({ code: 'MISSING_FILE' }),
    );
  });
});
