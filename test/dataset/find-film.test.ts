import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { titleOf } from '../../src/dataset/catalog.ts';
import { findFilm } from '../../src/dataset/find-film.ts';
import { catalogOf, fewFilms } from '../fixtures/catalog.ts';
import { hasRealData, movieLens, withoutRealData } from '../fixtures/movielens.ts';

test.each([
  ['1', '1'],
  [' 838 ', '838'],
  ['1984', '1984'],
  ['Toy Story (1995)', '1'],
  ['toy story', '1'],
  ['Toy  Story ( 1995)', undefined],
  ['The Matrix', '8'],
  ['Matrix', '8'],
  ['Se7en', '9'],
  ['Matrix, The (1999)', '8'],
  ['the matrix (1999)', '8'],
  ['Heat (1986)', '7'],
  ['Seven (a.k.a. Se7en)', '9'],
  ['Seven (1995)', '9'],
  ['seven', '9'],
  ['Moonlight', '1984'],
  ['Nineteen Eighty-Four', '30000'],
])('“%s” means film %s', (text, id) => {
  const find = (): string => fewFilms.ids.names[findFilm(fewFilms, text)];
  if (id === undefined) expect(find).toThrow(expect.objectContaining({ code: 'UNKNOWN_MOVIE' }) as Error);
  else expect(find()).toBe(id);
});

test('every film is found by its id and, unless another has it too, by how it is shown', () => {
  for (const [item, id] of fewFilms.ids.names.entries()) {
    expect(findFilm(fewFilms, id)).toBe(item);
    if (!id.match(/838|26958/)) expect(findFilm(fewFilms, titleOf(fewFilms, item))).toBe(item);
  }
});

test.each([
  ['Heat', 'Heat (1995) has id 6; Heat (1986) has id 7.'],
  ['Emma (1996)', 'Emma (1996) has id 838; Emma (1996) has id 26958.'],
])('of several films called “%s” it lists the ids', (text, hint) => {
  expect(() => findFilm(fewFilms, text)).toThrow(expect.objectContaining({ code: 'UNKNOWN_MOVIE', hint }) as Error);
});

test.each([
  ['Toy Stroy', 'Did you mean "Toy Story (1995)"?'],
  ['Matrx', 'Did you mean "The Matrix (1999)"?'],
  ['Toy', 'Did you mean "Toy Story (1995)"?'],
  ['Heat (1999)', 'Did you mean "Heat (1995)" or "Heat (1986)"?'],
  ['Grumpy Old Men', 'Did you mean "Grumpier Old Men (1995)"?'],
  ['Moonlight (2016)', 'Did you mean "Moonlight"?'],
  ['something else altogether', 'Give an id or a title.'],
  ['', 'Give an id or a title.'],
])('for “%s” the hint is: %s', (text, hint) => {
  expect(() => findFilm(fewFilms, text)).toThrow(expect.objectContaining({ code: 'UNKNOWN_MOVIE', hint }) as Error);
});

test('the whole title goes before a part of another', () => {
  const films = catalogOf({ a: ['The Kid (1921)'], b: ['Kid (2010)'], c: ['Champ (a.k.a. Kid) (1931)'] });
  expect(findFilm(films, 'Kid')).toBe(1);
  expect(findFilm(films, 'The Kid')).toBe(0);
  expect(findFilm(films, 'Kid (1931)')).toBe(2);
});

test.skipIf(!hasRealData)(
  `MovieLens’ films are found by their titles${hasRealData ? '' : ` (skipped: ${withoutRealData})`}`,
  () => {
    const rows = parse(readFileSync(`${movieLens}movies.csv`), { columns: true }) as unknown as Record<
      string,
      string
    >[];
    const films = catalogOf(Object.fromEntries(rows.map(({ movieId, title }) => [movieId, [title] as const])));
    const unclear = rows.filter(({ movieId, title }) => {
      try {
        return films.ids.names[findFilm(films, title)] !== movieId;
      } catch {
        return true;
      }
    });
    // Five pairs of different films share title and year.
    expect([...new Set(unclear.map(({ title }) => title))].sort()).toEqual([
      'Confessions of a Dangerous Mind (2002)',
      'Emma (1996)',
      'Eros (2004)',
      'Saturn 3 (1980)',
      'War of the Worlds (2005)',
    ]);
    const shown = (text: string): string => titleOf(films, findFilm(films, text));
    expect(shown('Amelie')).toBe("Amelie (Le Fabuleux destin d'Amélie Poulain) (2001)");
    expect(shown('cidade de deus')).toBe('City of God (Cidade de Deus) (2002)');
    expect(() => shown('Pulp Ficton')).toThrow(
      expect.objectContaining({ hint: 'Did you mean "Pulp Fiction (1994)"?' }) as Error,
    );
  },
);
