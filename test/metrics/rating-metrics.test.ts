import { describe, expect, test } from 'vitest';
import type { RatingMetric } from '../../src/metrics/metric.ts';
import { metricOf } from '../../src/metrics/registry.ts';
import { ratingFigure, type Pairs } from '../fixtures/judged-lists.ts';

const figure = (name: string, ...people: readonly Pairs[]): number =>
  ratingFigure(metricOf(name) as RatingMetric, people);

describe('rmse, mae and mse', () => {
  test('are 0 for perfect predictions', () => {
    const perfect = [
      [4.5, 4.5],
      [2, 2],
    ] as const;
    for (const name of ['rmse', 'mae', 'mse']) expect(figure(name, perfect)).toBe(0);
  });

  test('are the error itself, its square for mse, where all errors are equal', () => {
    const errors = [1.5, -1.5, 1.5].map((error) => [3, 3 - error] as const);
    for (const name of ['rmse', 'mae']) expect(figure(name, errors)).toBeCloseTo(1.5, 12);
    expect(figure('mse', errors)).toBeCloseTo(2.25, 12);
  });

  test('of errors 3 and 4 are √12.5, 3.5 and 12.5', () => {
    const errors = [
      [3, 0],
      [0, 4],
    ] as const;
    expect(figure('rmse', errors)).toBe(Math.sqrt(12.5));
    expect(figure('mae', errors)).toBe(3.5);
    expect(figure('mse', errors)).toBe(12.5);
  });

  test('weigh pairs and not people: who has three errors of 1 counts as much as three with one', () => {
    const many = [1, 2, 3].map((rating) => [rating, rating + 1] as const);
    expect(figure('mae', many, [[5, 2]])).toBe(1.5);
    expect(figure('mse', many, [[5, 2]])).toBe(3);
  });
});

describe('r2', () => {
  const ratings = [3, -0.5, 2, 7];
  const predictions = [2.5, 0, 2, 8];

  test('is what the documentation of scikit-learn’s r2_score gives for its example', () => {
    expect(
      figure(
        'r2',
        ratings.map((rating, at) => [rating, predictions[at]] as const),
      ),
    ).toBeCloseTo(0.9486081370449679, 12);
  });

  test('is 1 for perfect predictions, 0 for the mean of the held-out ratings, below 0 for worse', () => {
    expect(
      figure(
        'r2',
        ratings.map((rating) => [rating, rating] as const),
      ),
    ).toBe(1);
    expect(
      figure(
        'r2',
        ratings.map((rating) => [rating, 11.5 / 4] as const),
      ),
    ).toBeCloseTo(0, 12);
    expect(
      figure(
        'r2',
        ratings.map((rating) => [rating, 9] as const),
      ),
    ).toBeLessThan(0);
  });

  test('takes the mean over all people: predicting each person’s mean explains what lies between people', () => {
    const fond = [5, 4].map((rating) => [rating, 4.5] as const);
    const harsh = [1, 2].map((rating) => [rating, 1.5] as const);
    // Within people: 4 · 0.5² = 1; in all: 2² + 1² + 2² + 1² = 10.
    expect(figure('r2', fond, harsh)).toBeCloseTo(0.9, 12);
  });

  test.each([3, 0, 0.1, Math.fround(3.7), -2.3])(
    'has no figure where all ratings are %d, whatever rounding leaves',
    (r) => {
      const equal = Array.from({ length: 1001 }, () => [r, 2] as const);
      expect(figure('r2', equal, equal.slice(0, 7))).toBeNaN();
    },
  );

  test('has a figure where ratings differ by a little', () => {
    const close = [100, 100.01, 99.99, 100].map((rating) => [rating, 100] as const);
    expect(figure('r2', close)).toBeCloseTo(0, 6);
  });
});

describe('fcp', () => {
  const ascending = [1, 2, 3, 5];

  test('is 1 for predictions in the right order, 0 in the reverse one', () => {
    expect(
      figure(
        'fcp',
        ascending.map((rating) => [rating, rating ** 2] as const),
      ),
    ).toBe(1);
    expect(
      figure(
        'fcp',
        ascending.map((rating) => [rating, -rating] as const),
      ),
    ).toBe(0);
  });

  test('takes equal predictions for discordant', () => {
    expect(
      figure(
        'fcp',
        ascending.map((rating) => [rating, 3] as const),
      ),
    ).toBe(0);
    const oneTie = [
      [1, 2],
      [2, 2],
      [3, 4],
    ] as const;
    expect(figure('fcp', oneTie)).toBeCloseTo(2 / 3, 12);
  });

  test('leaves out pairs with equal ratings, and people who have no others', () => {
    const indifferent = [
      [4, 1],
      [4, 5],
    ] as const;
    const metric = metricOf('fcp') as RatingMetric;
    expect(metric.part({ actual: [4, 4], predicted: [1, 5] })).toEqual({ sums: [0], weight: 0 });
    expect(figure('fcp', indifferent, [[1, 1]])).toBeNaN();
    const decided = [
      [4, 3],
      [4, 5],
      [2, 4],
    ] as const;
    expect(figure('fcp', decided, indifferent)).toBe(0.5);
  });

  test('compares films of one person only, and pools pairs: who has more of them counts more', () => {
    const right = ascending.map((rating) => [rating, rating] as const);
    const wrong = [
      [5, 1],
      [4, 2],
    ] as const;
    expect(figure('fcp', right, wrong)).toBeCloseTo(6 / 7, 12);
  });
});
