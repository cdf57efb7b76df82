import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { activityHours, type ActivityHours } from '../../../src/charts/eda/activity-hours.ts';
import { grouped, ratingRows, sittings } from '../../fixtures/sittings.ts';
import { surveyOf } from '../../fixtures/survey.ts';

describe('hours of the week', () => {
  test('are what counting one by one gives, in UTC', async () => {
    const ratings = sittings(200, 200);
    const found = (await surveyOf({ ratings: ratingRows(ratings) }, (survey) =>
      activityHours.survey(survey),
    )) as ActivityHours;
    const naive = grouped(ratings, ({ time }) => {
      const date = new Date(time * 1000);
      return `${(date.getUTCDay() + 6) % 7} ${date.getUTCHours()}`;
    });
    expect(new Map(found.hours.map(({ weekday, hour, ratings }) => [`${weekday} ${hour}`, ratings]))).toEqual(
      new Map([...naive].map(([key, own]) => [key, own.length])),
    );
  });

  test.each([
    ['less than four weeks', (at: number) => 1e9 + 86_400 * (at % 20) + at, 'the ratings span less than four weeks'],
    ['only days', (at: number) => 86_400 * (12_000 + at), 'all ratings have the same time of day'],
    ['a single day', (at: number) => 1e9 + at, 'all ratings with a time are of one day'],
  ])('of %s make no picture', async (_, timeOf, why) => {
    const ratings = Array.from({ length: 60 }, (_, at) => [`p${at % 7}`, `f${at}`, 1 + (at % 5), timeOf(at)]);
    expect(await surveyOf({ ratings }, (survey) => activityHours.survey(survey))).toEqual({ why });
  });

  test('the title finds the busiest six hours, also those around midnight', () => {
    const hours = [
      { weekday: 0, hour: 22, ratings: 30 },
      { weekday: 5, hour: 1, ratings: 50 },
      { weekday: 5, hour: 12, ratings: 20 },
    ];
    expect(titleOf(activityHours.spec({ word: 'ratings', hours }))).toBe(
      '80 % of all ratings fall between 20:00 and 02:00 UTC; Saturday is the busiest day (70 %), Tuesday the quietest (0 %)',
    );
  });
});
