import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { activity, type Activity } from '../../../src/charts/eda/activity.ts';
import { grouped, ratingRows, sittings } from '../../fixtures/sittings.ts';
import { surveyOf } from '../../fixtures/survey.ts';

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const starts = {
  day: (time: number) => dayOf(new Date(time * 1000)),
  week: (time: number) => dayOf(new Date((time - ((Math.floor(time / 86_400) + 3) % 7) * 86_400) * 1000)),
  month: (time: number) => `${dayOf(new Date(time * 1000)).slice(0, 7)}-01`,
};

describe('activity over time', () => {
  test.each([
    ['day', 40],
    ['week', 300],
    ['month', 3000],
  ] as const)('by %s, where ratings span %d days, it is what counting one by one gives', async (grain, days) => {
    const ratings = sittings(150, days);
    const found = (await surveyOf({ ratings: ratingRows(ratings) }, (survey) => activity.survey(survey))) as Activity;
    const naive = [...grouped(ratings, ({ time }) => starts[grain](time))]
      .map(([start, own]) => ({ start, ratings: own.length, people: new Set(own.map(({ user }) => user)).size }))
      .sort((a, b) => a.start.localeCompare(b.start));
    expect(found.grain).toBe(grain);
    const some = found.periods.filter((period) => period.ratings > 0);
    expect(some.map(({ start, ratings, people }) => ({ start, ratings, people }))).toEqual(naive);
    // Without a gap.
    for (const [at, { end }] of found.periods.slice(0, -1).entries()) expect(found.periods[at + 1].start).toBe(end);

    const window = grain === 'day' ? 7 : grain === 'week' ? 28 : 365;
    const last = Math.max(...ratings.map(({ time }) => Math.floor(time / 86_400)));
    const within = (from: number, to: number): number =>
      ratings.filter(({ time }) => Math.floor(time / 86_400) > last - from && Math.floor(time / 86_400) <= last - to)
        .length;
    expect(found.trend).toEqual({ days: window, last: within(window, 0), before: within(2 * window, window) });
  });

  test('ratings of one day are left out, with why', async () => {
    const ratings = [1, 2, 3].map((at) => [`p${at}`, 'f', at, 1e9 + at]);
    expect(await surveyOf({ ratings }, (survey) => activity.survey(survey))).toEqual({
      why: 'all ratings with a time are of one day',
    });
  });

  const periods = [
    { start: '2017-04-01', end: '2017-05-01', ratings: 10, people: 1 },
    { start: '2017-05-01', end: '2017-06-01', ratings: 2500, people: 20 },
  ];
  test('of equally busy periods none is the peak', () => {
    const same = periods.map((period) => ({ ...period, ratings: 1 }));
    expect(titleOf(activity.spec({ word: 'ratings', grain: 'month', periods: same }))).toBe(
      'The most in any month was 1 rating',
    );
  });

  test.each([
    [{ days: 365, last: 60, before: 100 }, '; the last twelve months had 40 % fewer than the twelve before'],
    [{ days: 28, last: 130, before: 100 }, '; the last four weeks had 30 % more than the four before'],
    [{ days: 7, last: 250, before: 100 }, '; the last seven days had 2.5 times as many as the seven before'],
    [{ days: 7, last: 1001, before: 1000 }, '; the last seven days had about as many as the seven before'],
    [{ days: 365, last: 1, before: 0 }, '; the last twelve months had 1 rating, the twelve before none'],
    [undefined, ''],
  ])('of a trend %j the title says: %s', (trend, said) => {
    expect(titleOf(activity.spec({ word: 'ratings', grain: 'month', periods, trend }))).toBe(
      `Activity peaked in May 2017 with 2,500 ratings${said}`,
    );
  });
});
