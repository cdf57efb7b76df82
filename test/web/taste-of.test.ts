import { expect, test } from 'vitest';
import { tasteOf } from '../../src/web/taste/taste-of.ts';

const rated = (film: string, rating: number, year: number | null, ...genres: string[]) => ({
  ...{ film, title: film, year, genres, ratings: 10, mean: 3, rating, at: 0 },
});

test('favorites lie above the mean of the person, one film says nothing, and many say more than a few', () => {
  const taste = tasteOf([
    ...['a', 'b', 'c', 'd'].map((film) => rated(film, 4.5, 1994, 'Crime')),
    ...['e', 'f'].map((film) => rated(film, 4.5, 1984, 'Drama')),
    rated('g', 5, 1954, 'Western'),
    ...['h', 'i', 'j'].map((film) => rated(film, 1, 2004, 'Horror')),
    rated('k', 1, null),
  ]);
  // (6 × 4.5 + 5 + 4 × 1) / 11
  expect(taste?.mean).toBeCloseTo(36 / 11);
  expect(taste?.genres).toEqual([
    { name: 'Crime', films: 4, mean: 4.5 },
    { name: 'Drama', films: 2, mean: 4.5 },
  ]);
  expect(taste?.decades.map(({ name }) => name)).toEqual(['1990s', '1980s']);
});

test('who has rated nothing has no taste yet', () => {
  expect(tasteOf([])).toBeUndefined();
});
