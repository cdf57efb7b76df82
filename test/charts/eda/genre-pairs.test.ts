import { expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { genrePairs, type GenrePairs } from '../../../src/charts/eda/genre-pairs.ts';
import { LeftOut } from '../../../src/charts/eda/define-eda-chart.ts';
import { films, tables } from '../../fixtures/charts/eda/small-catalog.ts';
import { surveyOf } from '../../fixtures/survey.ts';

test('genres and pairs of genres have as many films as a naive count finds', async () => {
  const data = (await surveyOf(tables, (survey) => genrePairs.survey(survey))) as GenrePairs;
  const count = (...names: string[]): number =>
    films.filter(({ genres }) => names.every((name) => genres.includes(name))).length;
  expect(data.films).toBe(films.filter(({ genres }) => genres.length > 0).length);
  expect(data.genres.map(({ genre }) => genre).sort()).toEqual(['Action', 'Comedy', 'Drama', 'Horror', 'Sci-Fi']);
  for (const { genre, films } of data.genres) expect(films).toBe(count(genre));
  const pairs = data.genres.flatMap((a, one) =>
    data.genres.map((b, other) => ({ one, other, films: one < other ? count(a.genre, b.genre) : 0 })),
  );
  expect(data.pairs).toEqual(pairs.filter(({ films }) => films > 0));
});

test('the title has films of both, over what chance would give: 60 of 100 × 80 / 1,000 is 7.5 times', () => {
  const genres = [
    { genre: 'A', films: 100 },
    { genre: 'B', films: 80 },
    { genre: 'C', films: 1 },
  ];
  // B and C are together more often still, but on one film, which may well be chance.
  const pairs = [
    { one: 0, other: 1, films: 60 },
    { one: 1, other: 2, films: 1 },
  ];
  expect(titleOf(genrePairs.spec({ films: 1000, genres, known: 3, pairs }))).toBe(
    'A and B stand together 7.5 times as often as by chance, on 60 films',
  );
});

test('without a film of two genres it is left out', async () => {
  const movies = films.map(({ movie, title }, at) => [movie, title, null, [at % 2 ? 'Drama' : 'Comedy']]);
  const found = await surveyOf({ ...tables, movies }, (survey) => genrePairs.survey(survey));
  expect(found).toEqual(new LeftOut('no film is of two genres'));
});
