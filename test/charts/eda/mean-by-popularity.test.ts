import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { LeftOut } from '../../../src/charts/eda/define-eda-chart.ts';
import { meanByPopularity, type MeanByPopularity } from '../../../src/charts/eda/mean-by-popularity.ts';
import { counted, meanOf } from '../../fixtures/charts/eda/counted.ts';
import { meanByPopularity as examples } from '../../fixtures/charts/eda/mean-by-popularity.ts';
import { films, ratings, smallTables } from '../../fixtures/charts/eda/small-survey.ts';
import { surveyOf } from '../../fixtures/survey.ts';

const binOf = (count: number): number => [1, 2, 3, 5, 10, 20, 40, 80].findLast((end) => end <= count)!;

/** By the straight line between the two values around it: type 7 of Hyndman & Fan 1996. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

describe('mean ratings by popularity', () => {
  test('the rare half, the popular tenth, cells and bins are those of a naive count', async () => {
    const data = (await surveyOf(smallTables(), (survey) => meanByPopularity.survey(survey))) as MeanByPopularity;
    const each = films
      .map(({ movie }) => ratings.filter((row) => row.movie === movie).map(({ rating }) => rating))
      .filter((given) => given.length > 0)
      .map((given) => ({ count: given.length, mean: meanOf(given) }));
    const counts = each.map(({ count }) => count).sort((a, b) => a - b);
    const [median, high] = [counts[34], counts[62]]; // of 69: the 35th, and the 63rd, the first that 90 % reach
    expect(data).toMatchObject({ films: 69, range: 4.5, step: 0.25 });
    expect(data.rare.ratings).toBe(median);
    expect(data.rare.mean).toBeCloseTo(meanOf(each.filter(({ count }) => count <= median).map(({ mean }) => mean)), 5);
    expect(data.popular.ratings).toBe(high);
    expect(data.popular.mean).toBeCloseTo(meanOf(each.filter(({ count }) => count >= high).map(({ mean }) => mean)), 5);

    const cells = counted(
      each.map(({ count, mean }) => `${binOf(count)} ${Math.min(Math.floor(mean * 4 + 1e-6), 19) / 4}`),
    );
    expect(new Map(data.cells.map(({ bin, low, films: count }) => [`${bin} ${low}`, count]))).toEqual(cells);
    for (const { bin, films: count, mean, lower, upper } of data.bins) {
      const own = each.filter((film) => binOf(film.count) === bin).map((film) => film.mean);
      expect(count).toBe(own.length);
      expect(mean).toBeCloseTo(meanOf(own), 5);
      expect(lower).toBeCloseTo(quantile(own, 0.25), 5);
      expect(upper).toBeCloseTo(quantile(own, 0.75), 5);
    }
  });

  test('where all films have as many ratings, none is popular', async () => {
    const square = ['m0', 'm1'].flatMap((movie, at) => ['a', 'b'].map((user) => ({ user, movie, rating: 1 + at })));
    const data = await surveyOf(smallTables(square), (survey) => meanByPopularity.survey(survey));
    expect(data).toEqual(new LeftOut('no film has more ratings than most others'));
  });

  test.each([
    [3.61, 3.22, 'Popular films are rated better: 3.61 on average with 27 ratings or more, 3.22 with 3 or fewer'],
    [3.22, 3.61, 'Popular films are rated worse: 3.22 on average with 27 ratings or more, 3.61 with 3 or fewer'],
    [
      3.5,
      3.42,
      'Popular films are rated about like the others: 3.50 on average with 27 ratings or more, 3.42 with 3 or fewer',
    ],
  ])('with means of %d and %d the title says: %s', (popular, rare, title) => {
    const data = { ...examples.usual, rare: { ratings: 3, mean: rare }, popular: { ratings: 27, mean: popular } };
    expect(titleOf(meanByPopularity.spec(data))).toBe(title);
  });
});
