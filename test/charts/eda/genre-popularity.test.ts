import { expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { LeftOut } from '../../../src/charts/eda/define-eda-chart.ts';
import { genrePopularity, type GenrePopularity } from '../../../src/charts/eda/genre-popularity.ts';
import { films, meanOf, ratingsOf, tables } from '../../fixtures/charts/eda/small-catalog.ts';
import { surveyOf } from '../../fixtures/survey.ts';

test('films, ratings and means of each genre are those of a naive count, the most rated genre first', async () => {
  const data = (await surveyOf(tables, (survey) => genrePopularity.survey(survey))) as GenrePopularity;
  const naive = [...new Set(films.flatMap(({ genres }) => genres))].map((genre) => {
    const own = films.filter(({ genres }) => genres.includes(genre));
    const values = own.flatMap(({ movie }) => ratingsOf(movie)).map(({ rating }) => rating);
    return { genre, films: own.length, ratings: values.length, mean: expect.closeTo(meanOf(values), 4) };
  });
  expect(data.genres).toEqual(naive.sort((a, b) => b.ratings - a.ratings));
  expect(data.known).toBe(naive.length);
  const known = films.filter(({ genres }) => genres.length > 0);
  expect(data.films).toBe(known.length);
  expect(data.ratings).toBe(known.flatMap(({ movie }) => ratingsOf(movie)).length);
});

test('the title names the genre watched most beyond its share, and the one least', () => {
  const of = (genre: string, films: number, ratings: number) => ({ genre, films, ratings, mean: 3 });
  const data = { word: 'ratings' as const, films: 100, ratings: 1000, known: 3 };
  const genres = [of('Drama', 50, 450), of('Action', 20, 300), of('Comedy', 40, 400)];
  expect(titleOf(genrePopularity.spec({ ...data, genres }))).toBe(
    'Action has 20 % of the films and 30 % of the ratings; Drama has 50 % of the films and only 45 %',
  );
});

test('one genre alone is left out', async () => {
  const movies = films.map(({ movie, title }) => [movie, title, null, ['Drama']]);
  const found = await surveyOf({ ...tables, movies }, (survey) => genrePopularity.survey(survey));
  expect(found).toEqual(new LeftOut('there is only one genre'));
});
