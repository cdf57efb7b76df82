import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { LeftOut } from '../../../src/charts/eda/define-eda-chart.ts';
import { ratingDistribution, type RatingDistribution } from '../../../src/charts/eda/rating-distribution.ts';
import { counted, meanOf } from '../../fixtures/charts/eda/counted.ts';
import { ratings, smallTables, type SmallRating } from '../../fixtures/charts/eda/small-survey.ts';
import { surveyOf } from '../../fixtures/survey.ts';

const found = async (given: readonly SmallRating[]): Promise<RatingDistribution> => {
  const data = await surveyOf(smallTables(given), (survey) => ratingDistribution.survey(survey));
  expect(data).not.toBeInstanceOf(LeftOut);
  return data as RatingDistribution;
};
const values = ratings.map(({ rating }) => rating);

describe('how often each rating was given', () => {
  test('each value, the mean, the median and the good ones are those of a naive count', async () => {
    const data = await found(ratings);
    const naive = [...counted(values)].sort(([a], [b]) => a - b);
    expect(data.ratings).toEqual(naive.map(([rating, count]) => ({ rating, count })));
    expect(data).toMatchObject({ width: null, relevant: 4, good: values.filter((value) => value >= 4).length });
    expect(data.mean).toBeCloseTo(meanOf(values), 6);
    expect(data.median).toBe([...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]);
  });

  test('a scale of 0.1 to 10 is cut into bins of 0.5, each with the values from its lower end to before the next', async () => {
    const fine = ratings.map((row, at) => ({ ...row, rating: (1 + ((at * 37) % 100)) / 10 }));
    const data = await found(fine);
    expect(data.width).toBe(0.5);
    // In whole tenths, where a binary fraction cannot blur an end; 10 belongs to the last bin.
    const bins = counted(fine.map(({ rating }) => Math.min(Math.floor(Math.round(rating * 10) / 5), 19) / 2));
    expect(data.ratings).toEqual([...bins].sort(([a], [b]) => a - b).map(([rating, count]) => ({ rating, count })));
    expect(data.good).toBe(fine.filter(({ rating }) => rating >= 8).length);
  });

  test('ratings that are all the same are left out', async () => {
    const same = ratings.map((row) => ({ ...row, rating: 3 }));
    const data = await surveyOf(smallTables(same), (survey) => ratingDistribution.survey(survey));
    expect(data).toEqual(new LeftOut('all ratings are the same'));
  });

  test.each([
    [[10, 30, 60], '60 % of all ratings are 3 or better; 3 is the most common'],
    [[40, 20, 40], '40 % of all ratings are 3 or better; 1 and 3 are the most common'],
    [[20, 20, 20], '33 % of all ratings are 3 or better'],
    [[60, 40, 0], 'No rating is 3 or better; 1 is the most common'],
    [[0, 1, 999], 'Over 99 % of all ratings are 3 or better; 3 is the most common'],
  ])('with %j ratings of 1, 2 and 3 the title says: %s', (counts, title) => {
    const rows = counts.map((count, at) => ({ rating: at + 1, count })).filter(({ count }) => count > 0);
    const good = counts[2];
    expect(
      titleOf(ratingDistribution.spec({ ratings: rows, width: null, relevant: 3, good, mean: 2, median: 2 })),
    ).toBe(title);
  });
});
