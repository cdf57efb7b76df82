import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Database, quoted } from '../../../src/artifacts/database.ts';
import { createContext } from '../../../src/context.ts';
import { filmFilter, isFiltered, type FilmFilterOptions } from '../../../src/dataset/filters/film-filter.ts';
import { fewFilms } from '../../fixtures/catalog.ts';
import { temporaryFolder } from '../../fixtures/workspace.ts';

const log: string[] = [];
const context = createContext({ threads: 1, log: (message) => log.push(message) });

/** A cleaned data set with people and lengths, and one without. */
const folder = await temporaryFolder();
const bare = await temporaryFolder();
await Database.use(folder, context, async (database) => {
  const people = [
    ['6', 'Michael Mann', 'director'],
    ['6', 'Michael Mann', 'writer'],
    ['6', 'Al Pacino', 'cast'],
    ['6', 'Robert De Niro', 'cast'],
    ['8', 'Lana Wachowski', 'director'],
    ['8', 'Lilly Wachowski', 'director'],
    ['8', 'Keanu Reeves', 'cast'],
    ['1', 'John Lasseter', 'director'],
    ['9', 'David Fincher', 'director'],
    ['3', "Peter O'Tóole", 'cast'],
    ['838', 'Michael Mann', 'cast'],
  ];
  const details = [
    ['1', 81],
    ['6', 170],
    ['8', 136],
    ['9', null],
  ];
  const texts = people.map((row) => `(${row.map(quoted).join(', ')}, 1)`).join(', ');
  const numbers = details.map(([movie, runtime]) => `(${quoted(String(movie))}, ${String(runtime)})`).join(', ');
  const to = (name: string): string => `TO ${quoted(join(folder, `${name}.parquet`))} (FORMAT parquet)`;
  await database.run(`COPY (FROM (VALUES ${texts}) t(movie, name, role, position)) ${to('people')}`);
  await database.run(`COPY (FROM (VALUES ${numbers}) t(movie, runtime)) ${to('details')}`);
});

const { names } = fewFilms.ids;
const passing = async (options: FilmFilterOptions, from = folder): Promise<string[]> => {
  const passes = await filmFilter(from, fewFilms, options, context);
  return names.filter((_, item) => passes(item));
};

test.each<[FilmFilterOptions, string[]]>([
  [{}, [...names]],
  [{ genre: 'Crime' }, ['6', '9']],
  [{ genre: 'sci-fi' }, ['8', '30000']],
  [{ genre: ['sci fi', 'Crime'] }, ['6', '8', '9', '30000']],
  [{ genre: [] }, [...names]],
  [{ year: '1995' }, ['1', '3', '6', '9']],
  [{ year: '1984..1986' }, ['7', '30000']],
  [{ year: '1996..' }, ['8', '838', '26958']],
  [{ year: '..1986' }, ['7', '30000']],
  [{ year: ' 1999 ' }, ['8']],
  [{ year: '1900..1910' }, []],
  [{ exclude: ['6', 'Toy Story (1995)'], year: '1995' }, ['3', '9']],
  [{ genre: 'Action', year: '1990..', exclude: ['6'] }, ['8']],
  [{ director: 'Michael Mann' }, ['6']],
  [{ director: 'MICHAEL MANN' }, ['6']],
  [{ director: ['michael mann', 'John Lasseter'] }, ['1', '6']],
  [{ director: 'fincher' }, ['9']],
  [{ actor: 'Michael Mann' }, ['838']],
  [{ actor: 'peter otoole' }, ['3']],
  [{ actor: ['Keanu Reeves', 'Al Pacino'], director: 'Michael Mann' }, ['6']],
  [{ actor: 'Keanu Reeves', director: 'Michael Mann' }, []],
  [{ runtime: '81' }, ['1']],
  [{ runtime: '90..150' }, ['8']],
  [{ runtime: '..136' }, ['1', '8']],
  [{ runtime: '150..', genre: 'Crime' }, ['6']],
])('%j lets through %j', async (options, ids) => {
  expect((await passing(options)).sort()).toEqual(ids.sort());
});

test('what was made of a part of a name is logged', async () => {
  log.length = 0;
  await passing({ director: 'fincher' });
  expect(log).toEqual(['"fincher" is David Fincher.']);
});

describe('what cannot be is refused', () => {
  test.each<[FilmFilterOptions, string]>([
    [{ genre: 'Westren' }, 'USAGE'],
    [{ genre: '' }, 'USAGE'],
    [{ genre: ['Crime', 'Westren'] }, 'USAGE'],
    [{ year: '99' }, 'USAGE'],
    [{ year: '..' }, 'USAGE'],
    [{ year: '' }, 'USAGE'],
    [{ year: '19901999' }, 'USAGE'],
    [{ year: '1999..1990' }, 'USAGE'],
    [{ year: '1990-1999' }, 'USAGE'],
    [{ year: '1990..1995..1999' }, 'USAGE'],
    [{ runtime: 'short' }, 'USAGE'],
    [{ runtime: '120..90' }, 'USAGE'],
    [{ runtime: '-5' }, 'USAGE'],
    [{ exclude: ['No Such Film'] }, 'UNKNOWN_MOVIE'],
    [{ director: '' }, 'USAGE'],
    [{ director: 'Nobody At All' }, 'USAGE'],
  ])('%j with %s', async (options, code) => {
    await expect(passing(options)).rejects.toMatchObject({ code });
  });

  test('an unknown genre is answered by those there are', async () => {
    await expect(passing({ genre: 'x' })).rejects.toMatchObject({
      hint: 'There are: Action, Comedy, Crime, Drama, Sci-Fi, Animation.',
    });
  });

  test.each([
    ['Micheal Man', 'no director is called "Micheal Man".', 'Did you mean Michael Mann?'],
    ['wachowski', '"wachowski" may be any of 2 directors.', 'Did you mean Lana Wachowski or Lilly Wachowski?'],
    ['Al Pacino', 'no director is called "Al Pacino".', 'Give the name as the data set has it.'],
  ])('an unknown director %s by those that come nearest', async (director, message, hint) => {
    await expect(passing({ director })).rejects.toMatchObject({ code: 'USAGE', message, hint });
  });

  test.each<[FilmFilterOptions, RegExp]>([
    [{ director: 'Michael Mann' }, /who the directors of its films are/],
    [{ actor: 'Al Pacino' }, /who the actors of its films are/],
    [{ runtime: '..100' }, /how long its films are/],
  ])('%j, where the data set says nothing of it, by how to bring that in', async (options, message) => {
    await expect(passing(options, bare)).rejects.toMatchObject({
      code: 'MISSING_FEATURES',
      message: expect.stringMatching(message) as string,
      hint: expect.stringMatching(/ingest.*--imdb.*--tmdb/) as string,
    });
  });
});

test('a filter is what leaves films out for what they are, not a list of unwanted ones', () => {
  expect([{ genre: 'a' }, { director: ['a'] }, { actor: 'a' }, { year: '1' }, { runtime: '1' }].every(isFiltered)).toBe(
    true,
  );
  expect([{}, { exclude: ['a'] }, { genre: [] }].some(isFiltered)).toBe(false);
});
