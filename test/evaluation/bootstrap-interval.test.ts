import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { bootstrapIntervals } from '../../src/evaluation/bootstrap-interval.ts';
import { normal, uniform } from '../../src/random.ts';
import { deviation, mean, meanOf, rmseOf } from './people.ts';

const context = createContext();
const sample = (count: number, seed: number): number[] =>
  Array.from({ length: count }, (_, at) => normal(seed, 'x')(at));

test.each([400, 20_000])('the interval of a mean of %i normal values is near mean ± 1.96 s / √n', async (count) => {
  const values = sample(count, 1);
  const [{ value, low, high }] = await bootstrapIntervals([meanOf(values)], context);
  const half = (1.96 * deviation(values)) / Math.sqrt(count);
  expect(value).toBeCloseTo(mean(values), 12);
  expect(Math.abs(low! - (value - half))).toBeLessThan(0.15 * half);
  expect(Math.abs(high! - (value + half))).toBeLessThan(0.15 * half);
});

// The delta method: a ratio of sums deviates by √Σ (sumᵤ − ratio · weightᵤ)² / Σ weight, its root by that / (2 · root).
test('the interval of a pooled RMSE with unequal numbers of pairs is near that of the delta method', async () => {
  const random = uniform(2, 'pairs');
  const pairs = Array.from({ length: 3000 }, (_, at) => 1 + Math.floor(40 * random(at) ** 3));
  const noise = normal(2, 'squares', 0.3);
  const squares = pairs.map((count, at) => count * (0.8 + noise(at)) ** 2);
  const [{ value, low, high }] = await bootstrapIntervals([rmseOf(squares, pairs)], context);

  const weight = pairs.reduce((sum, count) => sum + count, 0);
  const ratio = squares.reduce((sum, square) => sum + square, 0) / weight;
  const spread = Math.sqrt(squares.reduce((sum, square, at) => sum + (square - ratio * pairs[at]) ** 2, 0)) / weight;
  const half = (1.96 * spread) / (2 * Math.sqrt(ratio));
  expect(value).toBeCloseTo(Math.sqrt(ratio), 12);
  expect((high! - low!) / (2 * half)).toBeGreaterThan(0.9);
  expect((high! - low!) / (2 * half)).toBeLessThan(1.1);
});

test('95 % intervals hold the true mean about 95 % of the time (200 samples of 50)', async () => {
  let held = 0;
  for (let seed = 0; seed < 200; seed++) {
    const [{ low, high }] = await bootstrapIntervals([meanOf(sample(50, seed))], createContext({ seed }), 300);
    if (low! <= 0 && high! >= 0) held++;
  }
  expect(held / 200).toBeGreaterThan(0.89);
  expect(held / 200).toBeLessThan(0.99);
});

test('the same seed gives the same interval, alone or beside others; another seed another', async () => {
  const measure = meanOf(sample(100, 3));
  const [alone] = await bootstrapIntervals([measure], context);
  const [, beside] = await bootstrapIntervals([meanOf(sample(100, 4)), measure], context);
  const [other] = await bootstrapIntervals([measure], createContext({ seed: 43 }));
  expect(beside).toEqual(alone);
  expect(other).not.toEqual(alone);
});

test('people without a part do not count', async () => {
  const some = await bootstrapIntervals([rmseOf([4, 9, 1], [1, 1, 2])], context);
  expect(await bootstrapIntervals([rmseOf([0, 4, 0, 9, 1], [0, 1, 0, 1, 2])], context)).toEqual(some);
});

test('a figure of few people has an interval beside one of many', async () => {
  const many = sample(100, 5);
  const few = rmseOf([1, 4, ...many.map(() => 0)], [1, 1, ...many.map(() => 0)]);
  const [{ value, low, high }] = await bootstrapIntervals([few, meanOf([0, 0, ...many])], context);
  expect([value, low, high]).toEqual([Math.sqrt(2.5), 1, 2]);
});

test('values that are all equal give an interval of no width', async () => {
  expect(await bootstrapIntervals([meanOf(Array(10).fill(0.5))], context)).toEqual([
    { value: 0.5, low: 0.5, high: 0.5 },
  ]);
});

test('a single person has a value and no interval, nobody has neither', async () => {
  expect(await bootstrapIntervals([meanOf([0.3])], context)).toEqual([{ value: 0.3, low: null, high: null }]);
  expect(await bootstrapIntervals([meanOf([])], context)).toEqual([{ value: NaN, low: null, high: null }]);
  expect(await bootstrapIntervals([], context)).toEqual([]);
});

test('ends with the signal’s reason when it is told to stop', async () => {
  const stopped = createContext({ signal: AbortSignal.abort(new Error('stopped')) });
  await expect(bootstrapIntervals([meanOf([1, 2])], stopped)).rejects.toThrow('stopped');
});
