import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { titleOf } from '../../src/dataset/catalog.ts';
import { matchFilm } from '../../src/dataset/match-film.ts';
import { catalogOf, fewFilms } from '../fixtures/catalog.ts';
import { hasRealData, movieLens, withoutRealData } from '../fixtures/movielens.ts';

/** All alike, so that the catalog decides. */
const nobody = new Uint32Array(fewFilms.ids.size);

test('of films of one title the best known is meant, the others are named, the best known of them first', () => {
  const films = catalogOf({ a: ['Emma (1932)'], b: ['Emma (1996)'], c: ['Emma (2020)'], d: ['Heat (1995)'] });
  expect(matchFilm(films, 'emma', [1, 5, 3, 9])).toEqual({ item: 1, others: [2, 0] });
  expect(matchFilm(films, 'emma', [1, 5, 7, 9])).toEqual({ item: 2, others: [1, 0] });
  expect(matchFilm(films, 'emma', [2, 2, 2, 2])).toEqual({ item: 0, others: [1, 2] });
});

test('a year decides between films of one title, and may be one off, but not two', () => {
  expect(matchFilm(fewFilms, 'Heat (1986)', nobody)).toEqual({ item: 3, others: [] });
  expect(matchFilm(fewFilms, 'heat 1995', nobody)).toEqual({ item: 2, others: [] });
  expect(matchFilm(fewFilms, 'Heat (1987)', nobody)).toEqual({ item: 3, others: [] });
  expect(() => matchFilm(fewFilms, 'Heat (1988)', nobody)).toThrow(
    expect.objectContaining({
      code: 'UNKNOWN_MOVIE',
      hint: expect.stringContaining('"Heat (1986)"') as string,
    }) as Error,
  );
});

test('a title goes before an id, so that films called like a number can be named; an id will do else', () => {
  const films = catalogOf({ 300: ['Quiz Show (1994)'], 51662: ['300 (2007)'], 6: ['Heat (1995)'] });
  const meant = (text: string): string => titleOf(films, matchFilm(films, text, [0, 0, 0]).item);
  expect(meant('300')).toBe('300 (2007)');
  expect(meant('51662')).toBe('300 (2007)');
  expect(meant('6')).toBe('Heat (1995)');
});

test('a whole title goes before a part of one, unless that is of a film ten times as known', () => {
  const films = catalogOf({ a: ['Mission, The (1986)'], b: ['Mission: Impossible (1996)'] });
  expect(matchFilm(films, 'mission', [10, 99]).item).toBe(0);
  expect(matchFilm(films, 'mission', [10, 101]).item).toBe(1);
});

test('numbers are never taken for slips', () => {
  const films = catalogOf({ a: ['Toy Story 2 (1999)'], b: ['Toy Story 3 (2010)'] });
  expect(() => matchFilm(films, 'toy story 4', [1, 1])).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_MOVIE' }) as Error,
  );
  expect(matchFilm(films, 'toy stroy 3', [9, 1]).item).toBe(1);
});

test.each(['', '  ', '!!', 'the', 'zz', 'no such film at all'])('“%s” is no film', (text) => {
  expect(() => matchFilm(fewFilms, text, nobody)).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_MOVIE', message: `no film in this data set is like "${text}".` }) as Error,
  );
});

test('titles in any script are found by themselves', () => {
  const films = catalogOf({ a: ['千と千尋の神隠し (2001)'], b: ['Ночной дозор (2004)'], c: ['ואלס עם באשיר (2008)'] });
  expect(matchFilm(films, '千と千尋の神隠し', [0, 0, 0]).item).toBe(0);
  expect(matchFilm(films, 'НОЧНОЙ ДОЗОР', [0, 0, 0]).item).toBe(1);
  expect(matchFilm(films, 'ואלס עם באשיר', [0, 0, 0]).item).toBe(2);
});

describe.skipIf(!hasRealData)(`of MovieLens’ films${hasRealData ? '' : ` (skipped: ${withoutRealData})`}`, () => {
  const rowsOf = (file: string): string[][] => parse(readFileSync(`${movieLens}${file}`, 'utf8'), { from_line: 2 });
  const films = hasRealData
    ? catalogOf(Object.fromEntries(rowsOf('movies.csv').map(([id, title]) => [id, [title] as const])))
    : fewFilms;
  const counts = new Uint32Array(films.ids.size);
  if (hasRealData) for (const [, film] of rowsOf('ratings.csv')) counts[films.ids.indexOf(film)]++;

  test.each([
    ['alien', 'Alien (1979)'],
    ['Alien 1979', 'Alien (1979)'],
    ['the alien', 'Alien (1979)'],
    ['alein', 'Alien (1979)'],
    ['star wars', 'Star Wars: Episode IV - A New Hope (1977)'],
    ['empire strikes back', 'Star Wars: Episode V - The Empire Strikes Back (1980)'],
    ['amélie', "Amelie (Le Fabuleux destin d'Amélie Poulain) (2001)"],
    ['AMELIE', "Amelie (Le Fabuleux destin d'Amélie Poulain) (2001)"],
    ['leon', 'Léon: The Professional (a.k.a. The Professional) (Léon) (1994)'],
    ['cidade de deus', 'City of God (Cidade de Deus) (2002)'],
    ['Matrix, The', 'The Matrix (1999)'],
    ['matrix', 'The Matrix (1999)'],
    ['matrx', 'The Matrix (1999)'],
    ['godfather 2', 'The Godfather: Part II (1974)'],
    ['rocky 4', 'Rocky IV (1985)'],
    ['oceans 11', "Ocean's Eleven (2001)"],
    ['12 monkeys', 'Twelve Monkeys (a.k.a. 12 Monkeys) (1995)'],
    ['se7en', 'Seven (a.k.a. Se7en) (1995)'],
    ['seven', 'Seven (a.k.a. Se7en) (1995)'],
    ['seven samurai', 'Seven Samurai (Shichinin no samurai) (1954)'],
    ['pulp ficton', 'Pulp Fiction (1994)'],
    ['silence of the lamb', 'The Silence of the Lambs (1991)'],
    ['shawshank', 'The Shawshank Redemption (1994)'],
    ['private ryan', 'Saving Private Ryan (1998)'],
    ['strangelove', 'Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb (1964)'],
    ['good bad ugly', 'The Good, the Bad and the Ugly (Il Buono, il brutto, il cattivo) (1966)'],
    ['lord of the rings', 'The Lord of the Rings: The Fellowship of the Ring (2001)'],
    ['lord of the rings (1978)', 'The Lord of the Rings (1978)'],
    ['raiders of the lost ark', 'Raiders of the Lost Ark (Indiana Jones and the Raiders of the Lost Ark) (1981)'],
    ['spiderman', 'Spider-Man (2002)'],
    ['xmen', 'X-Men (2000)'],
    ['walle', 'WALL·E (2008)'],
    ['mission impossible', 'Mission: Impossible (1996)'],
    ['300', '300 (2007)'],
    ['blade runner', 'Blade Runner (1982)'],
    ['blade runner 2049', 'Blade Runner 2049 (2017)'],
    ['2001', '2001: A Space Odyssey (1968)'],
    ['heat', 'Heat (1995)'],
    ['up', 'Up (2009)'],
  ])('“%s” means %s', (text, title) => {
    expect(titleOf(films, matchFilm(films, text, counts).item)).toBe(title);
  });

  test.each([
    ['Wonder Woman 1984', '"Wonder Woman (2009)" or "Wonder Woman (2017)"'],
    ['Heat (1999)', '"Heat (1995)"'],
    ['toy story 9', '"Toy Story 2 (1999)"'],
  ])('“%s” is none of them, and the nearest are named', (text, near) => {
    expect(() => matchFilm(films, text, counts)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_MOVIE', hint: expect.stringContaining(near) as string }) as Error,
    );
  });

  test('a film means itself when it is given as it is shown, but where another has the same title and year', () => {
    const some = [...films.titles.keys()].filter((item) => item % 40 === 0);
    const meant = some.map((item) => titleOf(films, matchFilm(films, titleOf(films, item), counts).item));
    expect(meant).toEqual(some.map((item) => titleOf(films, item)));
  });
});
