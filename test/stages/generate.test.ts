import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { generate, generateDemo } from '../../src/stages/generate.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'movierec-generate-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

type Row = Record<string, string>;
const contentOf = (folder: string, name: string): Promise<string> => readFile(join(folder, name), 'utf8');
const rowsOf = async (folder: string, name: string): Promise<Row[]> =>
  parse<Row>(await contentOf(folder, name), { columns: true });
async function bytesOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await contentOf(folder, name)])));
}

test('the same seed gives the same bytes, another seed other ratings', async () => {
  const [one, two, three] = ['one', 'two', 'three'].map((name) => join(root, name));
  await generate({ folder: one, ratings: 3000 }, createContext({ seed: 7 }));
  await generate({ folder: two, ratings: 3000 }, createContext({ seed: 7, threads: 1 }));
  await generate({ folder: three, ratings: 3000 }, createContext({ seed: 8 }));
  expect(await bytesOf(two)).toEqual(await bytesOf(one));
  expect(await contentOf(three, 'ratings.csv')).not.toBe(await contentOf(one, 'ratings.csv'));
});

test('the files have exactly the asked sizes, in the format of MovieLens', async () => {
  const folder = join(root, 'sizes');
  await generate({ folder, ratings: 4321, users: 50, films: 321 }, createContext());
  const ratings = await rowsOf(folder, 'ratings.csv');
  expect(Object.keys(ratings[0])).toEqual(['userId', 'movieId', 'rating', 'timestamp']);
  expect(ratings).toHaveLength(4321);
  expect(new Set(ratings.map(({ userId }) => userId)).size).toBe(50);
  expect(new Set(ratings.map(({ movieId }) => movieId)).size).toBe(321);
  expect(new Set(ratings.map(({ userId, movieId }) => `${userId} ${movieId}`)).size).toBe(4321);
  expect(ratings.every(({ rating }) => /^([0-4]\.[05]|5\.0)$/.test(rating))).toBe(true);
  const movies = await rowsOf(folder, 'movies.csv');
  expect(movies).toHaveLength(321);
  expect(movies.every(({ title, genres }) => /^.+ \(\d{4}\)$/.test(title) && genres !== '')).toBe(true);
});

test('says in the folder that the audience is simulated and what made it', async () => {
  const folder = join(root, 'said');
  const { simulated } = await generate({ folder, ratings: 500 }, createContext({ seed: 3 }));
  expect(JSON.parse(await contentOf(folder, 'simulated.json'))).toEqual(simulated);
  expect(simulated).toMatchObject({ seed: 3, ratings: 500, generator: 1, about: expect.stringMatching(/^Simulated/) });
  expect(await contentOf(folder, 'README.txt')).toMatch(/^Simulated audience: /);
});

test('what is there already is found fresh, made again by force, and replaced for another seed', async () => {
  const folder = join(root, 'again');
  const options = { folder, ratings: 500 };
  expect(await generate(options, createContext())).not.toHaveProperty('fresh');
  expect(await generate(options, createContext())).toHaveProperty('fresh', true);
  expect(await generate({ ...options, force: true }, createContext())).not.toHaveProperty('fresh');
  expect((await generate(options, createContext({ seed: 1 }))).simulated.seed).toBe(1);
});

test('a folder with anything else in it is left alone', async () => {
  const folder = join(root, 'other');
  await mkdir(folder);
  await writeFile(join(folder, 'thesis.txt'), 'years of work');
  await expect(generate({ folder, ratings: 500, force: true }, createContext())).rejects.toMatchObject({
    code: 'USAGE',
  });
  expect(await readdir(folder)).toEqual(['thesis.txt']);
});

test('an interrupted run leaves the old folder, and nothing beside it', async () => {
  const folder = join(root, 'inside', 'interrupted');
  await generate({ folder, ratings: 500 }, createContext());
  const before = await bytesOf(folder);
  const interruption = new AbortController();
  const context = createContext({ seed: 1, signal: interruption.signal, progress: () => interruption.abort() });
  await expect(generate({ folder, ratings: 50_000 }, context)).rejects.toThrow(/abort/i);
  expect(await bytesOf(folder)).toEqual(before);
  expect(await readdir(join(root, 'inside'))).toEqual(['interrupted']);
});

test('the demo has 1,000 people, 100,000 ratings of real films, tags and events, whatever the seed', async () => {
  const folder = join(root, 'demo');
  const { simulated } = await generateDemo(folder, createContext({ seed: 1 }));
  expect(simulated).toMatchObject({ seed: 42, users: 1000, ratings: 100_000, films: 'real' });
  const ratings = await rowsOf(folder, 'ratings.csv');
  expect(ratings).toHaveLength(100_000);
  expect([...new Set(ratings.map(({ userId }) => Number(userId)))]).toEqual(
    Array.from({ length: 1000 }, (_, n) => n + 1),
  );
  expect(ratings.filter(({ userId }) => userId === '42').length).toBeGreaterThanOrEqual(60);

  const films = new Set((await rowsOf(folder, 'movies.csv')).map(({ movieId }) => movieId));
  expect(new Set(ratings.map(({ movieId }) => movieId))).toEqual(films);
  expect((await rowsOf(folder, 'tags.csv')).length).toBeGreaterThan(500);
  expect(await contentOf(folder, 'people.csv')).toContain('Quentin Tarantino,director,1');
  const events = await rowsOf(folder, 'events.csv');
  expect(new Set(events.map(({ event }) => event))).toEqual(new Set(['play', 'like', 'dislike', 'watchlist']));
  const fractions = events.filter(({ event }) => event === 'play').map(({ fraction }) => Number(fraction));
  expect(fractions.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
});
