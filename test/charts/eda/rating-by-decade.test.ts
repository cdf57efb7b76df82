import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { LeftOut } from '../../../src/charts/eda/define-eda-chart.ts';
import { ratingByDecade } from '../../../src/charts/eda/rating-by-decade.ts';
import type { RatingGroups } from '../../../src/charts/eda/rating-groups.ts';
import { counted, meanOf } from '../../fixtures/charts/eda/counted.ts';
import { ratingGroupsOf } from '../../fixtures/charts/eda/rating-by-decade.ts';
import { films, ratings, smallTables } from '../../fixtures/charts/eda/small-survey.ts';
import { surveyOf } from '../../fixtures/survey.ts';

describe('how films of each decade are rated', () => {
  test('counts and means are those of a naive count; early decades with under 0.5 % of the ratings are one', async () => {
    const yearOf = new Map(films.map(({ movie, year }) => [movie, year]));
    // Of the films of 1919 to 1929 one rating each of two, of more than two hundred in all.
    const early = ['m0', 'm1'];
    const given = ratings.filter(({ user, movie }) =>
      early.includes(movie) ? user === 'u0' : (yearOf.get(movie) ?? 1930) >= 1930,
    );
    const nameOf = (movie: string): string | undefined => {
      const year = yearOf.get(movie) ?? undefined;
      return year === undefined ? undefined : year < 1930 ? 'before 1930' : `${Math.floor(year / 10)}0s`;
    };
    const data = (await surveyOf(smallTables(given), (survey) => ratingByDecade.survey(survey))) as RatingGroups;

    const names = ['before 1930', '1930s', '1940s', '1950s', '1960s', '1970s', '1980s'];
    expect(data.groups.map(({ name }) => name)).toEqual(names);
    for (const { name, mean, count, good, ratings: bars } of data.groups) {
      const own = given.filter(({ movie }) => nameOf(movie) === name).map(({ rating }) => rating);
      expect(count).toBe(own.length);
      expect(mean).toBeCloseTo(meanOf(own), 5);
      expect(good).toBe(own.filter((rating) => rating >= 4).length);
      expect(new Map(bars.map(({ rating, count: ofBar }) => [rating, ofBar]))).toEqual(counted(own));
    }
    expect(data.groups[0].count).toBe(2);
    expect(given.length).toBeGreaterThan(200);
    expect(data.mean).toBeCloseTo(meanOf(given.map(({ rating }) => rating)), 5);
  });

  test('a single decade is nothing to compare', async () => {
    const some = ratings.filter(({ movie }) => ['m1', 'm2', 'm3', 'm5'].includes(movie));
    const data = await surveyOf(smallTables(some), (survey) => ratingByDecade.survey(survey));
    expect(data).toEqual(new LeftOut('all rated films with a known year are of one decade'));
  });

  test.each([
    [
      { 'before 1950': [500, 4], '1950s': [500, 3.2] },
      'Films from before 1950 are rated best, 4.00 on average, those of the 1950s worst, 3.20',
    ],
    [
      { '1940s': [99, 5], '1950s': [100, 3.2], '1960s': [100, 3] },
      'Films of the 1950s are rated best, 3.20 on average, those of the 1960s worst, 3.00',
    ],
    [
      { '1950s': [500, 3.05], '1960s': [500, 3] },
      'Films of all decades are rated about alike, from 3.00 to 3.05 on average',
    ],
  ])('of %j (ratings, mean) the title says: %s', (groups, title) => {
    expect(titleOf(ratingByDecade.spec(ratingGroupsOf(groups)))).toBe(title);
  });
});
