import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { genreDrift, type GenreDrift } from '../../../src/charts/eda/genre-drift.ts';
import type { Cell } from '../../fixtures/workspace.ts';
import { surveyOf } from '../../fixtures/survey.ts';

const genresOf = (film: number): string[] =>
  [['Drama'], ['Drama', 'Comedy'], ['Comedy', 'Crime', 'War'], [], ['Western']][film % 5];
const movies = Array.from({ length: 50 }, (_, film): Cell[] => [`f${film}`, `Film ${film}`, 1990, genresOf(film)]);
/** So many ratings in a period, of films that are the more often from the end of the list the later it is. */
const ratingsOf = (count: number, period: number, timeOf: (at: number) => number): Cell[][] =>
  Array.from({ length: count }, (_, at) => [
    `p${period}-${at % 40}`,
    `f${(Math.floor(at / 40) + 40 * period + (at % (period + 2))) % 50}`,
    1 + (at % 5),
    timeOf(at),
  ]);

/** Film by film, genre by genre. */
function naiveShares(
  ratings: readonly Cell[][],
  periodOf: (time: number) => string,
  period: string,
): Record<string, number> {
  const own = ratings.filter(
    ([, movie, , time]) => periodOf(Number(time)) === period && genresOf(Number(String(movie).slice(1))).length > 0,
  );
  const amounts: Record<string, number> = {};
  for (const [, movie] of own) {
    const genres = genresOf(Number(String(movie).slice(1)));
    for (const genre of genres) amounts[genre] = (amounts[genre] ?? 0) + 1 / genres.length / own.length;
  }
  return amounts;
}

const unique = (ratings: readonly Cell[][]): Cell[][] => [
  ...new Map(ratings.map((row) => [`${row[0]} ${row[1]}`, row])).values(),
];

describe('the drift of genres', () => {
  test.each([
    [
      'year',
      [0, 1, 2, 3],
      (period: number) => Date.UTC(2003 + period, 3, 1) / 1000,
      (time: number) => `${new Date(time * 1000).getUTCFullYear()}-01-01`,
    ],
    [
      'month',
      [0, 1, 2],
      (period: number) => Date.UTC(2003, period, 5) / 1000,
      (time: number) => `${new Date(time * 1000).toISOString().slice(0, 7)}-01`,
    ],
  ] as const)(
    'by %s is what counting one by one gives, of periods with enough ratings',
    async (grain, periods, from, periodOf) => {
      const few = ratingsOf(90, 9, (at) => from(9) + at);
      const ratings = unique([
        ...periods.flatMap((period) => ratingsOf(1200, period, (at) => from(period) + 60 * at)),
        ...few,
      ]);
      const found = (await surveyOf({ ratings, movies }, (survey) => genreDrift.survey(survey))) as GenreDrift;
      expect(found.grain).toBe(grain);
      expect(found.periods).toEqual(periods.map((period) => periodOf(from(period))));
      expect(found.genres.map(({ genre }) => genre)).toEqual(['Comedy', 'Crime', 'Drama', 'War', 'Western']);
      for (const [at, period] of found.periods.entries()) {
        const naive = naiveShares(ratings, periodOf, period);
        for (const { genre, shares } of found.genres) expect(shares[at]).toBeCloseTo(naive[genre] ?? 0, 5);
      }
    },
  );

  test('a month of which the data have a single day is no end of a trend', async () => {
    const begins = (month: number): number => Date.UTC(2003, month, 1) / 1000;
    const ratings = unique(
      [0, 1, 2, 3].flatMap((month) => ratingsOf(1200, month, (at) => begins(month) + (month === 3 ? 60 : 2000) * at)),
    );
    const found = (await surveyOf({ ratings, movies }, (survey) => genreDrift.survey(survey))) as GenreDrift;
    expect(found.periods).toEqual(['2003-01-01', '2003-02-01', '2003-03-01']);
  });

  test('with too few ratings in all months but one it is left out', async () => {
    const ratings = unique([...ratingsOf(1200, 0, (at) => 1e9 + at), ...ratingsOf(100, 1, (at) => 1.1e9 + at)]);
    expect(await surveyOf({ ratings, movies }, (survey) => genreDrift.survey(survey))).toEqual({
      why: 'there are no two months with 500 ratings',
    });
  });

  const periods = ['2001-01-01', '2002-01-01', '2003-01-01'];
  test.each([
    [
      [0.2, 0.5, 0.234],
      [0.8, 0.5, 0.766],
      'From 2001 to 2003 Drama rose by 3.4 points to 23 % and War fell by 3.4 points to 77 % of all ratings',
    ],
    [
      [0.2, 0.5, 0.203],
      [0.8, 0.5, 0.797],
      'From 2001 to 2003 no genre’s share of ratings changed by more than half a point',
    ],
  ])('from %j and %j the title says: %s', (drama, war, title) => {
    const genres = [
      { genre: 'Drama', shares: drama },
      { genre: 'War', shares: war },
    ];
    expect(titleOf(genreDrift.spec({ grain: 'year', periods, genres }))).toBe(title);
  });
});
