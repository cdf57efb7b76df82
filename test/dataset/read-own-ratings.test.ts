import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { readOwnRatings } from '../../src/dataset/read-own-ratings.ts';
import type { Feedback } from '../../src/dataset/ratings.ts';
import { fewFilms } from '../fixtures/catalog.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const folder = await temporaryFolder();
const path = join(folder, 'mine.csv');

/** Ratings by film id, and what was logged. */
async function read(
  text: string | Uint8Array,
  feedback?: Feedback,
): Promise<{ ratings: Record<string, number>; log: string[] }> {
  await writeFile(path, text);
  const log: string[] = [];
  const context = createContext({ log: (message) => log.push(message) });
  const { items, ratings } = await readOwnRatings(path, fewFilms, context, feedback);
  const entries = Array.from(items, (item, at) => [fewFilms.ids.names[item], ratings[at]] as const);
  expect(new Set(items).size).toBe(items.length);
  return { ratings: Object.fromEntries(entries), log };
}

const letterboxd = 'Date,Name,Year,Letterboxd URI,Rating\n';

describe('a file that is read', () => {
  test.each([
    ['ids', 'movie,rating\n1,4\n6,3.5\n', { 1: 4, 6: 3.5 }],
    ['titles', 'title,rating\nToy Story (1995),4\n"Matrix, The (1999)",5', { 1: 4, 8: 5 }],
    ['a byte order mark, CRLF and spaces', '\ufeffmovieId , rating\r\n 1 , 4 \r\n\r\n', { 1: 4 }],
    ['columns in another order and more of them', 'when,Stars,FILM\n2001,2,Moonlight\n', { 1984: 2 }],
    ['a film twice, the later of which stays', 'movie,rating\n1,4\nToy Story,2\n', { 1: 2 }],
    ['semicolons, and commas in titles', 'movie;rating\n1;4\nMatrix, The (1999);5\n', { 1: 4, 8: 5 }],
    ['tabs', 'movie\trating\n1\t4\n', { 1: 4 }],
    [
      "Letterboxd's header: of two films of one title, that of the year",
      `${letterboxd}2001-09-09,Heat,1986,u,3.5\n`,
      { 7: 3.5 },
    ],
    [
      'a title that has its year already, and one without',
      'title,year,rating\nHeat (1995),1986,4\nMoonlight,,5\n',
      { 6: 4, 1984: 5 },
    ],
    ['ids beside years', 'movie,year,rating\n1,1995,4\n', { 1: 4 }],
    ['ratings of 0 and below', 'movie,rating\n1,0\n6,-1\n', { 1: 0, 6: -1 }],
  ])('has %s', async (_, text, ratings) => {
    expect(await read(text)).toEqual({ ratings, log: [] });
  });
});

test('a list of films will do for a data set of strengths, and only there', async () => {
  const films = 'Date,Name,Year\n2001-09-09,Heat,1995\n2001-09-09,Toy Story,1995\n';
  expect(await read(films, 'implicit')).toEqual({ ratings: { 6: 1, 1: 1 }, log: [] });
  expect(await read('movie,rating\n1,3\n', 'implicit')).toEqual({ ratings: { 1: 3 }, log: [] });
  await expect(read(films, 'explicit')).rejects.toMatchObject({ code: 'BAD_COLUMNS' });
});

test('an unknown film is left out, and the log says which and in which line', async () => {
  const { ratings, log } = await read('movie,rating\n1,4\n\n\nToy Stroy,5\n');
  expect(ratings).toEqual({ 1: 4 });
  expect(log).toEqual([expect.stringMatching(/mine\.csv, line 5, is left out: .*Did you mean "Toy Story \(1995\)"/)]);
});

describe('a file that is refused', () => {
  test.each([
    ['has no header', '1,4\n', 'BAD_COLUMNS', '1, 4'],
    ['has no column of ratings', 'movie,year\n1,1995\n', 'BAD_COLUMNS', 'movie, year'],
    ['has a rating that is no number', 'movie,rating\n1,4\n\n6,good\n', 'BAD_RATING', 'line 4: "good"'],
    ['has an empty rating', 'movie,rating\n1,\n', 'BAD_RATING', 'line 2: ""'],
    ['has an infinite rating', 'movie,rating\n1,Infinity\n', 'BAD_RATING', 'line 2'],
    ['has a title with a bare comma', 'movie,rating\nMatrix, The (1999),5\n', 'BAD_RATING', '"The (1999)"'],
    ['has a row that is cut off', 'movie,rating\n1,4\n6\n', 'BAD_RATING', 'line 3'],
    ['has a quote that never ends', 'movie,rating\n"1,4\n', 'BAD_FILE', 'mine.csv'],
    ['is empty', '', 'EMPTY_FILE', 'mine.csv'],
    ['is blank', '\n\n', 'EMPTY_FILE', 'mine.csv'],
    ['holds only a header', 'movie,rating\n', 'EMPTY_FILE', 'mine.csv'],
    ['holds only unknown films', 'movie,rating\nnone such,4\n', 'UNKNOWN_MOVIE', 'none such'],
    ['is binary', Uint8Array.from({ length: 300 }, (_, at) => at % 256), 'BAD_', ''],
  ])('%s', async (_, text, code, words) => {
    await expect(read(text)).rejects.toMatchObject({
      code: expect.stringContaining(code) as string,
      message: expect.stringContaining(words) as string,
      hint: expect.stringMatching(/./) as string,
    });
  });

  test('is not there', async () => {
    const missing = readOwnRatings(join(folder, 'none.csv'), fewFilms, createContext());
    await expect(missing).rejects.toMatchObject({ code: 'MISSING_FILE' });
  });
});
