import { describe, expect, test } from 'vitest';
import { actors } from '../../../src/charts/eda/actors.ts';
import { titleOf } from '../../../src/charts/chart.ts';
import { LeftOut } from '../../../src/charts/eda/define-eda-chart.ts';
import { directors } from '../../../src/charts/eda/directors.ts';
import type { Makers } from '../../../src/charts/eda/makers.ts';
import { meanOf, people, ratings, ratingsOf, tables } from '../../fixtures/charts/eda/small-catalog.ts';
import { surveyOf } from '../../fixtures/survey.ts';

describe.each([
  { chart: directors, role: 'director' },
  { chart: actors, role: 'cast' },
])('$role', ({ chart, role }) => {
  test('the most rated makers of three or more rated films are those of a naive count, each film once', async () => {
    const data = (await surveyOf(tables, (survey) => chart.survey(survey))) as Makers;
    const credits = people
      .filter((row) => row.role === role)
      .map((row) => ({ ...row, name: row.name.replace(/ +/, ' ') }));
    const naive = [...new Set(credits.map(({ name }) => name))].flatMap((name) => {
      const own = [...new Set(credits.filter((row) => row.name === name).map(({ movie }) => movie))];
      const rated = own.filter((movie) => ratingsOf(movie).length > 0);
      const values = rated.flatMap(ratingsOf).map(({ rating }) => rating);
      if (rated.length < 3) return [];
      return [{ name, films: rated.length, ratings: values.length, mean: expect.closeTo(meanOf(values), 4) }];
    });
    expect(naive.length).toBeGreaterThan(3);
    expect(data.makers).toHaveLength(Math.min(naive.length, 20));
    expect(naive).toEqual(expect.arrayContaining([...data.makers]));
    expect(data.makers).toEqual(data.makers.toSorted((a, b) => b.ratings - a.ratings));
    expect(data.ratings).toBe(ratings.length);
    expect(data.mean).toBeCloseTo(meanOf(ratings.map(({ rating }) => rating)), 4);
  });

  test('where nobody made three rated films, it is left out', async () => {
    const alone = {
      ...tables,
      people: [
        ['1', 'A', role, 1],
        ['2', 'A', role, 1],
      ],
    };
    expect(await surveyOf(alone, (survey) => chart.survey(survey))).toBeInstanceOf(LeftOut);
  });
});

test('the title has the share of all ratings, and who is liked best', () => {
  const data = { word: 'ratings' as const, scale: { min: 1, max: 5 }, ratings: 1000, mean: 3.5, atLeast: 3 };
  const makers = [
    { name: 'A', films: 3, ratings: 120, mean: 3 },
    { name: 'B', films: 9, ratings: 90, mean: 4.126 },
  ];
  expect(titleOf(directors.spec({ ...data, makers }))).toBe(
    'Films directed by A get the most ratings: 12 % of all; of these 2 directors, B is liked best (4.13)',
  );
});
