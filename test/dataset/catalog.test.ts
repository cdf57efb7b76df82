import { expect, test } from 'vitest';
import { genresOf, titleOf } from '../../src/dataset/catalog.ts';
import { fewFilms } from '../fixtures/catalog.ts';

test('a film is called by its title and year', () => {
  expect([0, 4, 7].map((item) => titleOf(fewFilms, item))).toEqual([
    'Toy Story (1995)',
    'The Matrix (1999)',
    'Moonlight',
  ]);
});

test('genres come most films first, equal ones by name', () => {
  expect(genresOf(fewFilms)).toEqual(['Action', 'Comedy', 'Crime', 'Drama', 'Sci-Fi', 'Animation']);
});
