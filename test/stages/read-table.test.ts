import { beforeAll, describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { clean } from '../../src/stages/clean.ts';
import { readTable } from '../../src/stages/read-table.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const context = createContext();
const workspace = new Workspace(await temporaryFolder());

/** Films and people of which each has another number of ratings, so that none can stand for another. */
const ratings = Array.from({ length: 40 }, (_, at): [string, string, number, number | null] => [
  `p${at % 5}`,
  `m${(7 * at) % 8}`,
  1 + (at % 9) / 2,
  at === 3 ? null : 1e9 + 60 * at,
]);

beforeAll(async () => {
  await writeInterim(workspace, 'small', {
    ratings,
    movies: Array.from({ length: 8 }, (_, at) => [
      `m${at}`,
      `Film ${'ABCDEFGH'[at]}`,
      at === 2 ? null : 1990 + at,
      at === 0 ? [] : ['Drama', 'War'],
    ]),
    tags: [['p1', 'm3', 'slow', 1e9]],
    votes: [['m1', 5.6, 1000, null, null]],
  });
  await clean({ workspace, dataset: 'small', minUserRatings: 1, minMovieRatings: 1 }, context);
});

const byWhomAndWhat = (a: readonly unknown[], b: readonly unknown[]): number =>
  String(a.slice(0, 2)) < String(b.slice(0, 2)) ? -1 : 1;

describe('ratings', () => {
  test('come with the ids, values and times that went in, and null where a time is not known', async () => {
    const table = await readTable({ workspace, table: 'ratings' }, context);
    const read = table.rows().map(({ user, movie, rating, timestamp }) => [user, movie, rating, timestamp]);
    expect(read.sort(byWhomAndWhat)).toEqual([...ratings].sort(byWhomAndWhat));
    expect([table.size, table.total]).toEqual([40, 40]);
    expect(new Set(table.columns.part)).toEqual(new Set(['train', 'test']));
  });

  test('columns hold the same as rows, with NaN where rows have null', async () => {
    const { columns, rows, size } = await readTable({ workspace, table: 'ratings' }, context);
    expect(columns.timestamp).toBeInstanceOf(Float64Array);
    for (const [at, row] of rows().entries()) {
      expect(columns.user[at]).toBe(row.user);
      expect(columns.timestamp[at]).toEqual(row.timestamp ?? NaN);
    }
    expect(columns.rating).toHaveLength(size);
  });

  test('films can be shown beside them, by title and year', async () => {
    const table = await readTable({ workspace, table: 'ratings', films: true }, context);
    for (const { movie, film } of table.rows()) {
      const at = Number(movie.slice(1));
      expect(film).toBe(at === 2 ? 'Film C' : `Film ${'ABCDEFGH'[at]} (${1990 + at})`);
    }
  });
});

describe('a part of a table', () => {
  test('a limit gives the first rows', async () => {
    const all = await readTable({ workspace, table: 'ratings' }, context);
    const some = await readTable({ workspace, table: 'ratings', limit: 7 }, context);
    expect(some.rows()).toEqual(all.rows().slice(0, 7));
    expect(some.total).toBe(40);
  });

  test('a sample is a subset in the order of the table, the same for a seed and another for another', async () => {
    const all = (await readTable({ workspace, table: 'ratings' }, context)).rows().map((row) => JSON.stringify(row));
    const sampled = async (seed: number): Promise<number[]> => {
      const table = await readTable({ workspace, table: 'ratings', sample: 15 }, createContext({ seed }));
      return table.rows().map((row) => all.indexOf(JSON.stringify(row)));
    };
    const places = await sampled(1);
    expect(new Set(places).size).toBe(15);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
    expect(await sampled(1)).toEqual(places);
    expect(await sampled(2)).not.toEqual(places);
  });

  test('of fewer rows than are asked for, all come', async () => {
    expect((await readTable({ workspace, table: 'tags', sample: 9 }, context)).size).toBe(1);
    expect((await readTable({ workspace, table: 'tags', limit: 9 }, context)).size).toBe(1);
  });
});

test('films come with lists of genres, and without a year where none is known', async () => {
  const { columns, rows } = await readTable({ workspace, table: 'movies' }, context);
  const at = columns.movie.indexOf('m2');
  expect(rows()[at]).toEqual({ movie: 'm2', title: 'Film C', year: null, genres: ['Drama', 'War'] });
  expect(columns.genres[columns.movie.indexOf('m0')]).toEqual([]);
});

test('what the set does not say of people is a column of nothing', async () => {
  const { rows } = await readTable({ workspace, table: 'users', limit: 1 }, context);
  expect(rows()).toEqual([{ user: 'p0', gender: null, age: null, occupation: null, zip: null }]);
});

test('numbers that were stored in 32 bits come as people wrote them', async () => {
  const [{ imdbRating, tmdbRating }] = (await readTable({ workspace, table: 'votes' }, context)).rows();
  expect([imdbRating, tmdbRating]).toEqual([5.6, null]);
});

test.each([
  [{ table: 'plots' as const }, 'MISSING_FEATURES', /^"small" has no table "plots"\.$/],
  [{ table: 'stars' as 'ratings' }, 'USAGE', /^there is no table "stars"\.$/],
  [{ table: 'ratings' as const, limit: 0 }, 'OPTION_RANGE', /^limit is 0\.$/],
  [{ table: 'ratings' as const, sample: 1.5 }, 'OPTION_RANGE', /^sample is 1\.5\.$/],
  [{ table: 'ratings' as const, limit: 1, sample: 1 }, 'USAGE', /^both limit and sample are given\.$/],
])('%j is refused with %s', async (options, code, says) => {
  await expect(readTable({ workspace, ...options }, context)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(says),
    hint: expect.stringMatching(/\w+ \w+/),
  });
});

test('a data frame without danfojs-node is refused with what to install', async () => {
  const table = await readTable({ workspace, table: 'tags' }, context);
  await expect(table.toDataFrame()).rejects.toMatchObject({
    code: 'UNSUPPORTED',
    message: expect.stringContaining('danfojs-node'),
    hint: expect.stringContaining('overrides'),
  });
});
