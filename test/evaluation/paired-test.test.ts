import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import type { Measure } from '../../src/evaluation/measure.ts';
import { pairedTests } from '../../src/evaluation/paired-test.ts';
import { normal, sequence } from '../../src/random.ts';
import { deviation, mean, meanOf, rmseOf } from './people.ts';

const context = createContext();
const tested = async (first: Measure, second: Measure, options = {}) =>
  (await pairedTests([{ first, second }], context, options))[0];

/** Every exchange of first and second by recursion: the share whose difference is as large as the real one. */
function bruteForce(first: Measure, second: Measure): number {
  const people = first.parts.weight.length;
  const difference = (exchanged: readonly boolean[]): number => {
    const figure = (own: Measure, other: Measure): number => {
      const parts = exchanged.map((swap) => (swap ? other : own).parts);
      const weight = parts.reduce((total, part, u) => total + part.weight[u], 0);
      return own.value(
        own.parts.sums.map((_, n) => parts.reduce((total, part, u) => total + part.sums[n][u], 0) / weight),
      );
    };
    return Math.abs(figure(first, second) - figure(second, first));
  };
  const all = (length: number): boolean[][] =>
    length === 0
      ? [[]]
      : all(length - 1).flatMap((head) => [
          [...head, false],
          [...head, true],
        ]);
  const observed = difference(Array<boolean>(people).fill(false));
  const choices = all(people);
  return choices.filter((choice) => difference(choice) >= observed - 1e-9).length / choices.length;
}

describe('with few people the p-value is exact', () => {
  test.each([2, 3, 7, 10])('for a mean of %i people', async (people) => {
    const random = sequence(people, 'few');
    const values = (): number[] => Array.from({ length: people }, () => Math.round(random() * 8) / 8);
    for (let round = 0; round < 10; round++) {
      const [first, second] = [meanOf(values()), meanOf(values())];
      expect((await tested(first, second, { resamples: 10 })).pValue).toBeCloseTo(bruteForce(first, second), 12);
    }
  });

  test.each([2, 5, 9])('for a pooled RMSE of %i people, also where the numbers of pairs differ', async (people) => {
    const random = sequence(people, 'few pooled');
    const numbers = (): number[] => Array.from({ length: people }, () => 1 + Math.floor(9 * random()));
    for (let round = 0; round < 10; round++) {
      const pairs = numbers();
      for (const [first, second] of [
        [rmseOf(numbers(), pairs), rmseOf(numbers(), pairs)],
        [rmseOf(numbers(), numbers()), rmseOf(numbers(), numbers())],
      ] as const) {
        expect((await tested(first, second, { resamples: 10 })).pValue).toBeCloseTo(bruteForce(first, second), 12);
      }
    }
  });
});

/** Two-sided p of Student's t, by Simpson's rule over the density. */
function studentP(t: number, freedom: number): number {
  const density = (x: number): number => (1 + (x * x) / freedom) ** (-(freedom + 1) / 2);
  const simpson = (to: number, steps = 20_000): number => {
    let sum = density(0) + density(to);
    for (let step = 1; step < steps; step++) sum += (step % 2 ? 4 : 2) * density((to * step) / steps);
    return (sum * to) / steps / 3;
  };
  return 1 - simpson(Math.abs(t)) / simpson(400);
}

test.each([0, 0.05, 0.1, 0.15, 0.2])('is near the paired t-test on normal differences around %d', async (shift) => {
  const draw = normal(6, `shift ${shift}`);
  const second = Array.from({ length: 200 }, (_, at) => draw(1000 + at));
  const differences = Array.from({ length: 200 }, (_, at) => shift + draw(at));
  const first = second.map((value, at) => value + differences[at]);
  const { difference, low, high, pValue, users } = await tested(meanOf(first), meanOf(second));

  const error = deviation(differences) / Math.sqrt(200);
  const p = studentP(mean(differences) / error, 199);
  expect(users).toBe(200);
  expect(difference).toBeCloseTo(mean(differences), 12);
  expect(Math.abs(pValue - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / 10_000) + 0.005);
  expect(Math.abs(low! - (difference - 1.96 * error))).toBeLessThan(0.3 * error);
  expect(Math.abs(high! - (difference + 1.96 * error))).toBeLessThan(0.3 * error);
});

test('p-values are uniform where the models are as good as each other (400 comparisons of 40 people)', async () => {
  const draw = normal(7, 'null');
  const pairs = Array.from({ length: 400 }, (_, round) => ({
    first: meanOf(Array.from({ length: 40 }, (_, at) => draw(100 * round + at))),
    second: meanOf(Array.from({ length: 40 }, (_, at) => draw(100 * round + 50 + at))),
  }));
  const pValues = (await pairedTests(pairs, context, { exchanges: 999, resamples: 1 })).map(({ pValue }) => pValue);
  const sorted = pValues.toSorted((a, b) => a - b);
  const farthest = Math.max(...sorted.map((p, at) => Math.abs(p - (at + 0.5) / 400)));
  expect(farthest).toBeLessThan(1.63 / Math.sqrt(400)); // Kolmogorov and Smirnov, at 1 %
});

test('grouping people leaves p nearly as it is (5,000 people, in groups)', async () => {
  const draw = normal(8, 'many');
  const differences = Array.from({ length: 5000 }, (_, at) => 0.02 + draw(at));
  const { pValue } = await tested(meanOf(differences), meanOf(differences.map(() => 0)));
  const t = mean(differences) / (deviation(differences) / Math.sqrt(5000));
  expect(Math.abs(pValue - studentP(t, 4999))).toBeLessThan(0.05);
});

test('never gives p = 0: (b + 1) / (m + 1) at least', async () => {
  const { pValue } = await tested(meanOf(Array(50).fill(1)), meanOf(Array(50).fill(0)), { exchanges: 199 });
  expect(pValue).toBe(1 / 200);
});

test('a model against itself differs by 0 with p = 1', async () => {
  for (const people of [1, 5, 100]) {
    const squares = Array.from({ length: people }, (_, at) => at + 0.1);
    const measure = rmseOf(squares, Array(people).fill(3));
    expect(await tested(measure, measure)).toMatchObject({ difference: 0, pValue: 1, users: people });
  }
});

test('exchanging the models turns the sign of the difference and of its interval, and keeps p', async () => {
  const draw = normal(9, 'sides');
  const [a, b] = [0, 1].map((side) => meanOf(Array.from({ length: 60 }, (_, at) => draw(60 * side + at))));
  const [there, back] = [await tested(a, b), await tested(b, a)];
  expect(back.difference).toBeCloseTo(-there.difference, 12);
  expect(back.low).toBeCloseTo(-there.high!, 12);
  expect(back.pValue).toBe(there.pValue);
});

test('the same seed gives the same test, another seed another p', async () => {
  const draw = normal(10, 'seeds');
  const pair = { first: meanOf(Array.from({ length: 60 }, (_, at) => draw(at))), second: meanOf(Array(60).fill(0)) };
  const [once] = await pairedTests([pair], context);
  const [again] = await pairedTests([pair], context);
  const [other] = await pairedTests([pair], createContext({ seed: 1 }));
  expect(again).toEqual(once);
  expect(other.pValue).not.toBe(once.pValue);
});

test('only people with a part in both count; one has no interval; nobody makes NaN, not a figure', async () => {
  const first = rmseOf([4, 9, 0], [1, 1, 0]);
  expect(await tested(first, rmseOf([0, 1, 5], [0, 1, 1]))).toEqual({
    difference: 2,
    low: null,
    high: null,
    pValue: 1,
    effect: null,
    higher: 1,
    lower: 0,
    users: 1,
  });
  expect(await tested(first, rmseOf([0, 0, 5], [0, 0, 1]))).toMatchObject({ difference: NaN, users: 0 });
});
