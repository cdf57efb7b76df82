import { expect, test } from 'vitest';
import { filmFilter, type FilmFilterOptions } from '../../src/dataset/film-filter.ts';
import { fewFilms } from '../fixtures/catalog.ts';

const { names } = fewFilms.ids;
const passing = (options: FilmFilterOptions): string[] => {
  const passes = filmFilter(fewFilms, options);
  return names.filter((_, item) => passes(item));
};

test.each<[FilmFilterOptions, string[]]>([
  [{}, [...names]],
  [{ genre: 'Crime' }, ['6', '9']],
  [{ genre: 'sci-fi' }, ['8', '30000']],
  [{ year: '1995' }, ['1', '3', '6', '9']],
  [{ year: '1984..1986' }, ['7', '30000']],
  [{ year: '1996..' }, ['8', '838', '26958']],
  [{ year: '..1986' }, ['7', '30000']],
  [{ year: ' 1999 ' }, ['8']],
  [{ year: '1900..1910' }, []],
  [{ exclude: ['6', 'Toy Story (1995)'], year: '1995' }, ['3', '9']],
  [{ genre: 'Action', year: '1990..', exclude: ['6'] }, ['8']],
])('%j lets through %j', (options, ids) => {
  expect(passing(options).sort()).toEqual(ids.sort());
});

test.each<[FilmFilterOptions, string]>([
  [{ genre: 'Westren' }, 'USAGE'],
  [{ genre: '' }, 'USAGE'],
  [{ year: '99' }, 'USAGE'],
  [{ year: '..' }, 'USAGE'],
  [{ year: '' }, 'USAGE'],
  [{ year: '19901999' }, 'USAGE'],
  [{ year: '1999..1990' }, 'USAGE'],
  [{ year: '1990-1999' }, 'USAGE'],
  [{ exclude: ['No Such Film'] }, 'UNKNOWN_MOVIE'],
])('%j is refused with %s', (options, code) => {
  expect(() => filmFilter(fewFilms, options)).toThrow(expect.objectContaining({ code }) as Error);
});

test('an unknown genre is answered by those there are', () => {
  expect(() => filmFilter(fewFilms, { genre: 'x' })).toThrow(
    expect.objectContaining({ hint: 'There are: Action, Comedy, Crime, Drama, Sci-Fi, Animation.' }) as Error,
  );
});
