import { expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { LeftOut } from '../../../src/charts/eda/define-eda-chart.ts';
import { filmsByYear, type FilmsByYear } from '../../../src/charts/eda/films-by-year.ts';
import { films, ratingsOf, tables } from '../../fixtures/charts/eda/small-catalog.ts';
import { surveyOf } from '../../fixtures/survey.ts';

test('films and ratings of each year are those of a naive count', async () => {
  const data = (await surveyOf(tables, (survey) => filmsByYear.survey(survey))) as FilmsByYear;
  const years = [...new Set(films.map(({ year }) => year))].filter((year) => year !== null).sort((a, b) => a - b);
  expect(data.years).toEqual(
    years.map((year) => {
      const own = films.filter((film) => film.year === year);
      return { year, films: own.length, ratings: own.flatMap(({ movie }) => ratingsOf(movie)).length };
    }),
  );
  expect(data.unknown).toBe(films.filter(({ year }) => year === null).length);
});

test('the title names the decade with the most ratings, the subtitle the year from which on half of the films are', () => {
  const years = [
    { year: 1989, films: 5, ratings: 100 },
    { year: 1990, films: 1, ratings: 150 },
    { year: 1999, films: 1, ratings: 150 },
    { year: 2005, films: 3, ratings: 100 },
  ];
  const spec = filmsByYear.spec({ word: 'ratings', years, unknown: 0 });
  expect(titleOf(spec)).toBe('Films of the 1990s get 60 % of the ratings and are 20 % of the films');
  expect(JSON.stringify(spec.title)).toContain('1990 or later');
});

test('a single year is left out', async () => {
  const movies = films.map(({ movie, title }) => [movie, title, 1995, []]);
  const found = await surveyOf({ ...tables, movies }, (survey) => filmsByYear.survey(survey));
  expect(found).toBeInstanceOf(LeftOut);
});
