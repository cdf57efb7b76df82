import { compile } from 'vega-lite';
import { parse, View } from 'vega';
import { expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { explorer, type Explorer } from '../../../src/charts/eda/explorer.ts';
import { films, ratings, ratingsOf, tables } from '../../fixtures/charts/eda/small-catalog.ts';
import { explorer as examples } from '../../fixtures/charts/eda/explorer.ts';
import { surveyOf } from '../../fixtures/survey.ts';

const data = (await surveyOf(tables, (survey) => explorer.survey(survey))) as Explorer;
const decadeOf = (year: number): number => 10 * Math.floor(year / 10);

/** The films of a cell, and their ratings. */
const inCell = (genre: number, decade: number) =>
  films.filter(({ year, genres }) => year !== null && decadeOf(year) === decade && genres.includes(data.genres[genre]));
const ratedIn = (genre: number, decade: number) => inCell(genre, decade).flatMap(({ movie }) => ratingsOf(movie));

test('ratings of each cell, of each value and of each year in it are those of a naive count', () => {
  expect(data.cells.length).toBeGreaterThan(10);
  for (const { genre, decade, films, ratings } of data.cells) {
    expect(films).toBe(inCell(genre, decade).filter(({ movie }) => ratingsOf(movie).length > 0).length);
    expect(ratings).toBe(ratedIn(genre, decade).length);
  }
  for (const { genre, decade, rating, ratings } of data.values) {
    expect(ratings).toBe(ratedIn(genre, decade).filter((row) => row.rating === rating).length);
  }
  for (const { genre, decade, year, ratings } of data.years) {
    const naive = ratedIn(genre, decade).filter(({ time }) => new Date(time * 1000).getUTCFullYear() === year);
    expect(ratings).toBe(naive.length);
  }
  // None is missing: each of the three adds up to all ratings, a film counting once for each of its genres.
  const all = ratings.reduce((sum, { movie }) => {
    const { year, genres } = films.find((film) => film.movie === movie)!;
    return year === null ? sum : sum + genres.length;
  }, 0);
  for (const rows of [data.cells, data.values, data.years]) {
    expect(rows.reduce((sum, { ratings }) => sum + ratings, 0)).toBe(all);
  }
});

test('the most rated films of any selection are those of a naive ranking, each once', async () => {
  const view = new View(parse(compile(explorer.spec(data)).spec), { renderer: 'none' });
  const [genres, decades] = [[0, 2], data.decades.slice(-4)];
  const fields = [
    { type: 'E', field: 'decade', channel: 'x' },
    { type: 'E', field: 'genre', channel: 'y' },
  ];
  view.insert('selected_store', [{ unit: 'concat_0_concat_0', fields, values: [decades, genres] }]);
  const svg = await view.toSVG();
  view.finalize();
  const shown = Array.from(svg.matchAll(/>(Film \d+ \(\d+\))</g), ([, title]) => title);

  const naive = films
    .filter(
      ({ year, genres: own }) =>
        year !== null && decades.includes(decadeOf(year)) && genres.some((at) => own.includes(data.genres[at])),
    )
    .map(({ title, movie, year }) => ({ title: `${title} (${year})`, ratings: ratingsOf(movie).length }))
    .filter(({ ratings }) => ratings > 0)
    .sort((a, b) => b.ratings - a.ratings)
    .slice(0, 15);
  expect(naive.length).toBeGreaterThan(5);
  expect(naive.length).toBeLessThan(new Set(data.films).size);
  const ratingsOfTitle = (title: string): number | undefined =>
    data.films.find((film) => film.title === title)?.ratings;
  expect(new Set(shown)).toEqual(new Set(naive.map(({ title }) => title)));
  expect(shown.map(ratingsOfTitle)).toEqual(naive.map(({ ratings }) => ratings));
});

test('the title names the cell with the most ratings, in a share of all', () => {
  const cells = [
    { genre: 0, decade: 1980, films: 3, ratings: 250 },
    { genre: 1, decade: 1990, films: 2, ratings: 300 },
  ];
  expect(titleOf(explorer.spec({ ...examples.usual, cells, ratings: 1000 }))).toBe(
    'Comedy of the 1990s gets more ratings than any other genre and decade: 30 % of all',
  );
});

test('written out with 4,500 places of 4,000 films, 20 genres and 15 decades it stays under 1 MB', () => {
  expect(JSON.stringify(explorer.spec(examples['as large as it gets']), null, 2).length).toBeLessThan(1e6);
});
