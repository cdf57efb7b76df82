import { expect, test } from 'vitest';
import { demoCatalog } from '../../../src/dataset/generator/demo-catalog.ts';
import { inventedCatalog } from '../../../src/dataset/generator/invented-catalog.ts';

test('no invented title occurs twice, even when sequels begin', () => {
  const films = inventedCatalog(40_000, 2010, 7);
  expect(new Set(films.map(({ title }) => title)).size).toBe(40_000);
  expect(films.some(({ title }) => title.endsWith(' 2'))).toBe(true);
});

test('a film does not depend on how many others are invented, but for its director', () => {
  const strip = ({ title, year, genres, imdbVotes }: ReturnType<typeof inventedCatalog>[number]) => {
    return { title, year, genres, imdbVotes };
  };
  const many = inventedCatalog(500, 2010, 7).slice(0, 100);
  expect(inventedCatalog(100, 2010, 7).map(strip)).toEqual(many.map(strip));
});

test('facts of well-known films are right in the built-in catalog', async () => {
  const films = new Map((await demoCatalog()).map((film) => [film.title, film]));
  const facts = (title: string) => {
    const { year, director, genres } = films.get(title)!;
    return [year, director, genres.join('|')];
  };
  expect(facts('The Godfather')).toEqual([1972, 'Francis Ford Coppola', 'Crime|Drama']);
  expect(facts('Casablanca')).toEqual([1942, 'Michael Curtiz', 'Drama']);
  expect(facts('The Matrix')).toEqual([1999, 'Lana Wachowski', 'Action|Sci-Fi']);
  expect(facts('Modern Times')).toEqual([1936, 'Charles Chaplin', 'Comedy']);
  expect(facts('Good Will Hunting')).toEqual([1997, 'Gus Van Sant', 'Drama']);
  expect(facts('Léon: The Professional (Léon)')).toEqual([1994, 'Luc Besson', 'Thriller']);
  expect(facts('300')).toEqual([2007, 'Zack Snyder', 'Action']);
});

test('no film of the built-in catalog occurs twice, none is of the future', async () => {
  const films = await demoCatalog();
  expect(films.length).toBeGreaterThan(2400);
  expect(new Set(films.map(({ title }) => title.toLowerCase())).size).toBe(films.length);
  expect(Math.min(...films.map(({ year }) => year))).toBeGreaterThanOrEqual(1915);
  expect(Math.max(...films.map(({ year }) => year))).toBeLessThanOrEqual(2010);
  expect(films.map(({ id }) => id)).toEqual(films.map((_, index) => index + 1));
});
