import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { cohortRetention, type CohortRetention } from '../../../src/charts/eda/cohort-retention.ts';
import { grouped, ratingRows, sittings, type SittingRating } from '../../fixtures/sittings.ts';
import { surveyOf } from '../../fixtures/survey.ts';

const day = 86_400;
const lengths = { week: 7, month: 30, quarter: 91, year: 365 };

function cohortOf(time: number, grain: keyof typeof lengths): string {
  const date = new Date(time * 1000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (grain === 'week')
    return new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * day * 1000).toISOString().slice(0, 10);
  const first = grain === 'month' ? month : grain === 'quarter' ? month - (month % 3) : 0;
  return new Date(Date.UTC(year, first, 1)).toISOString().slice(0, 10);
}

function naiveCells(ratings: readonly SittingRating[], grain: keyof typeof lengths): CohortRetention['cells'] {
  const end = Math.max(...ratings.map(({ time }) => time));
  const length = lengths[grain] * day;
  const people = [...grouped(ratings, ({ user }) => user).values()].map((own) =>
    own.map(({ time }) => time).sort((a, b) => a - b),
  );
  return [...grouped(people, ([first]) => cohortOf(first, grain))]
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([cohort, own]) =>
      Array.from({ length: 11 }, (_, at) => at + 2)
        .filter((nth) => own.every(([first]) => first + nth * length <= end))
        .map((nth) => {
          const active = own.filter(([first, ...later]) =>
            later.some((time) => time >= first + (nth - 1) * length && time < first + nth * length),
          );
          return { cohort, nth, people: own.length, active: active.length };
        }),
    );
}

describe('cohorts', () => {
  test.each([
    ['week', 100],
    ['month', 500],
    ['quarter', 1500],
    ['year', 4000],
  ] as const)('by %s, where ratings span %d days, are what counting person by person gives', async (grain, days) => {
    const ratings = sittings(400, days);
    const found = (await surveyOf({ ratings: ratingRows(ratings) }, (survey) =>
      cohortRetention.survey(survey),
    )) as CohortRetention;
    expect(found.grain).toBe(grain);
    expect(found.cells).toEqual(naiveCells(ratings, grain));
    expect(found.cells.length).toBeGreaterThan(5);
  });

  test('where all began just before the end there are none', async () => {
    const ratings = Array.from({ length: 60 }, (_, at) => [`p${at % 9}`, `f${at}`, 1 + (at % 5), 1e9 + 5000 * at]);
    expect(await surveyOf({ ratings }, (survey) => cohortRetention.survey(survey))).toEqual({
      why: 'no 5 people began in the same week and were there for two',
    });
  });

  const cell = (cohort: string, nth: number, people: number, active: number) => ({ cohort, nth, people, active });
  test.each([
    [[cell('2019-01-01', 2, 100, 8)], 'Of 100 new people, 8 rate again in their second month'],
    [
      [cell('2019-01-01', 2, 50, 10), cell('2019-01-01', 3, 50, 5), cell('2019-02-01', 2, 50, 0)],
      'Of 100 new people, 20 rate again in their second month and 10 in their third',
    ],
    [
      [cell('2019-01-01', 2, 40, 10), cell('2019-01-01', 3, 40, 40), cell('2019-02-01', 2, 60, 0)],
      'Of 100 new people, 10 rate again in their second month',
    ],
    [[cell('2019-01-01', 2, 1000, 1)], 'Of 100 new people, fewer than 1 rate again in their second month'],
    [[cell('2019-01-01', 2, 1000, 0)], 'Of 100 new people, none rate again in their second month'],
  ])(
    'case %#: the title speaks of a later month only where at least half have had it, and of these alone',
    (cells, title) => {
      expect(titleOf(cohortRetention.spec({ grain: 'month', cells }))).toBe(title);
    },
  );
});
