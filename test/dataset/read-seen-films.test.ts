import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { readSeenFilms } from '../../src/dataset/read-seen-films.ts';
import { fewFilms } from '../fixtures/catalog.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const path = join(await temporaryFolder(), 'seen');
const log: string[] = [];
async function seen(text: string): Promise<string[]> {
  await writeFile(path, text);
  log.length = 0;
  const films = await readSeenFilms(path, fewFilms, createContext({ log: (message) => log.push(message) }));
  return films.map((item) => fewFilms.ids.names[item]);
}

test.each([
  ['ids and titles, a line each', '1\nHeat (1995)\n\n  Matrix, The (1999)  \r\n', ['1', '6', '8']],
  ['the same film twice', '1\nToy Story\n', ['1']],
  ['Letterboxd’s watched.csv', 'Date,Name,Year,Letterboxd URI\n2024-01-02,Heat,1986,https://boxd.it/x\n', ['7']],
  ['a table with titles that hold commas', '\uFEFFTitle;Year\n"Matrix, The";1999\n', ['8']],
  ['a column of ids', 'movieId\n838\n', ['838']],
])('%s', async (_, text, ids) => {
  expect(await seen(text)).toEqual(ids);
  expect(log).toEqual([]);
});

test('films that are not in the data set are left out, and the log says how many and names some', async () => {
  expect(await seen('Nine Lives\nHeat (1995)\nTen Lives\nEleven Lives\nTwelve Lives\n')).toEqual(['6']);
  expect(log).toEqual([`${path}: 4 of 5 films are not in this data set: Nine Lives, Ten Lives, Eleven Lives …`]);
});

test('an empty file and one that is not there are said to be so', async () => {
  await expect(seen('\n')).rejects.toMatchObject({ code: 'EMPTY_FILE' });
  await expect(readSeenFilms(`${path}2`, fewFilms, createContext())).rejects.toMatchObject({ code: 'MISSING_FILE' });
});
