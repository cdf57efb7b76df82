import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import type { CountHistogram } from '../../../src/charts/eda/define-count-histogram.ts';
import { ratingsPerFilm } from '../../../src/charts/eda/ratings-per-film.ts';
import { ratingsPerPerson } from '../../../src/charts/eda/ratings-per-person.ts';
import { counted } from '../../fixtures/charts/eda/counted.ts';
import { ratings, smallTables } from '../../fixtures/charts/eda/small-survey.ts';
import { surveyOf } from '../../fixtures/survey.ts';

/** By looking for the interval that it lies in. */
const ends = [1, 2, 3, 5, 10, 20, 40, 80, 160];
const naiveBin = (count: number): number => ends.findLast((end) => end <= count)!;

describe.each([
  { chart: ratingsPerPerson, field: 'user' as const },
  { chart: ratingsPerFilm, field: 'movie' as const },
])('$chart.name', ({ chart, field }) => {
  test('bins and figures are those of a naive count', async () => {
    const data = (await surveyOf(smallTables(), (survey) => chart.survey(survey))) as CountHistogram;
    const counts = [...counted(ratings.map((row) => row[field])).values()].sort((a, b) => a - b);
    const median = counts[Math.floor((counts.length - 1) / 2)];
    const below = (end: number): number => counts.filter((count) => count < end).length;
    expect(data).toMatchObject({
      word: 'ratings',
      total: counts.length,
      least: counts[0],
      median,
      most: counts.at(-1),
      upToMedian: below(median + 1),
      underFive: below(5),
      underTwenty: below(20),
    });
    expect(new Map(data.bins.map(({ bin, count }) => [bin, count]))).toEqual(counted(counts.map(naiveBin)));
  });
});

const histogram = (figures: Partial<CountHistogram>): CountHistogram => ({
  word: 'ratings',
  total: 100,
  least: 1,
  median: 3,
  most: 400,
  upToMedian: 50,
  underFive: 60,
  underTwenty: 80,
  bins: [{ bin: 1, count: 100 }],
  ...figures,
});

test.each([
  [{}, 'Half of the films have 3 ratings or fewer, 80 % fewer than 20'],
  [{ median: 1, upToMedian: 60 }, '60 % of the films have only one rating, 80 % fewer than 20'],
  [
    { median: 70, least: 20, underFive: 0, underTwenty: 0 },
    'Half of the films have 70 ratings or fewer, none fewer than 20',
  ],
  [
    { least: 25, median: 25, most: 25, upToMedian: 100, underFive: 0, underTwenty: 0 },
    'All films have 25 ratings each',
  ],
  [{ median: 1, most: 1, upToMedian: 100, underFive: 100, underTwenty: 100 }, 'All films have only one rating'],
  [{ median: 2, most: 9, underTwenty: 100 }, 'Half of the films have 2 ratings or fewer'],
])('with %j the title says: %s', (figures, title) => {
  expect(titleOf(ratingsPerFilm.spec(histogram(figures)))).toBe(title);
});

test('bins that nobody is in are drawn as gaps, with the median above its bin', () => {
  const bins = [
    { bin: 1, count: 3 },
    { bin: 20, count: 1 },
  ];
  const spec = ratingsPerPerson.spec(histogram({ total: 4, median: 1, bins }));
  const rows = (spec as unknown as { data: { values: { name: string; count: number }[] } }).data.values;
  expect(rows.map(({ name, count }) => [name, count])).toEqual([
    ['1', 3],
    ['2', 0],
    ['3–4', 0],
    ['5–9', 0],
    ['10–19', 0],
    ['20–39', 1],
  ]);
});
