import { describe, expect, test } from 'vitest';
import { normal, sampled, sequence, shuffled, uniform } from '../src/random.ts';

const count = 100_000;
const drawn = (random: (index: number) => number, length = count): Float64Array =>
  Float64Array.from({ length }, (_, index) => random(index));
const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const moment = (values: Float64Array, power: number): number => mean(values.map((x) => x ** power));

/** Σ (observed − expected)² / expected: for k equally likely cells it has mean k − 1 and variance 2 (k − 1). */
function chiSquare(cells: Iterable<number>, size: number): number {
  const observed = new Float64Array(size);
  let total = 0;
  for (const cell of cells) {
    observed[cell]++;
    total++;
  }
  const expected = total / size;
  return observed.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
}
/** Five standard deviations: by chance alone a test fails once in a million seeds, and the seeds are fixed. */
const isUniform = (cells: Iterable<number>, size: number): void => {
  const deviation = Math.abs(chiSquare(cells, size) - (size - 1)) / Math.sqrt(2 * (size - 1));
  expect(deviation).toBeLessThan(5);
};

describe.each([0, 1, 42, 2 ** 32 - 1])('seed %i', (seed) => {
  const values = drawn(uniform(seed, 'test'));

  test('uniform numbers lie in [0, 1) with mean ½ and variance 1/12', () => {
    expect(values.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(moment(values, 2) - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / count));
  });

  test('uniform numbers fill 1,000 cells evenly, their last bits too, and neighbors are independent', () => {
    isUniform(
      values.map((x) => Math.floor(x * 1000)),
      1000,
    );
    isUniform(
      values.map((x) => (x * 2 ** 32) % 256),
      256,
    );
    const pairs = Array.from({ length: count / 2 }, (_, at) => [values[2 * at], values[2 * at + 1]]);
    isUniform(
      pairs.map(([x, y]) => Math.floor(x * 30) * 30 + Math.floor(y * 30)),
      900,
    );
  });

  test('normal numbers have the moments 0, 1, 0, 3', () => {
    const bells = drawn(normal(seed, 'test'));
    expect(Math.abs(mean(bells))).toBeLessThan(5 * Math.sqrt(1 / count));
    expect(Math.abs(moment(bells, 2) - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    expect(Math.abs(moment(bells, 3))).toBeLessThan(5 * Math.sqrt(15 / count));
    expect(Math.abs(moment(bells, 4) - 3)).toBeLessThan(5 * Math.sqrt(96 / count));
    expect(drawn(normal(seed, 'test', 0.5), 10)).toEqual(bells.slice(0, 10).map((x) => x / 2));
  });
});

test.each([
  ['two seeds', uniform(1, 'a'), uniform(2, 'a')],
  ['two purposes', uniform(1, 'a'), uniform(1, 'b')],
  ['a purpose and the same with a letter more', uniform(1, 'svd.epoch.1'), uniform(1, 'svd.epoch.11')],
  ['a seed and purpose, and these exchanged', uniform(1, '2'), uniform(2, '1')],
])('%s give independent numbers', (_, first, second) => {
  const [x, y] = [drawn(first), drawn(second)];
  const correlation = (mean(x.map((value, at) => value * y[at])) - mean(x) * mean(y)) * 12;
  expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(count));
  isUniform(
    Array.from(x, (value, at) => Math.floor(value * 30) * 30 + Math.floor(y[at] * 30)),
    900,
  );
});

test('a number depends on seed, purpose and index alone, not on what was drawn before', () => {
  const random = uniform(3, 'order');
  const forwards = drawn(random, 100);
  const backwards = Float64Array.from({ length: 100 }, (_, at) => random(99 - at)).reverse();
  expect(backwards).toEqual(forwards);
  const next = sequence(3, 'order');
  expect(Float64Array.from({ length: 100 }, () => next())).toEqual(forwards);
});

test('indexes past 2³² have numbers of their own', () => {
  const random = uniform(3, 'far');
  const near = drawn(random, 1000);
  const far = drawn((index) => random(index + 2 ** 32), 1000);
  const farther = drawn((index) => random(index + 2 ** 45), 1000);
  expect(new Set([...near, ...far, ...farther]).size).toBe(3000);
});

test.each([0, 1, 2, 1000])('a shuffle of %i is a permutation', (size) => {
  const order = shuffled(size, 5, 'shuffle');
  expect(order.toSorted()).toEqual(Uint32Array.from({ length: size }, (_, at) => at));
  expect(shuffled(size, 5, 'shuffle')).toEqual(order);
});

test('all 120 orders of five things come up equally often', () => {
  const orders = Array.from({ length: 24_000 }, (_, seed) => [...shuffled(5, seed, 'orders')].join(''));
  const names = [...new Set(orders)];
  expect(names).toHaveLength(120);
  isUniform(
    orders.map((order) => names.indexOf(order)),
    120,
  );
});

test.each([
  [5, 2],
  [5, 5],
  [6, 0],
])('of %i things, %i are drawn, ascending and each once', (total, count) => {
  const chosen = [...sampled(total, count, 1, 'test')];
  expect(chosen).toHaveLength(count);
  expect(new Set(chosen).size).toBe(count);
  expect(chosen).toEqual(chosen.filter((one) => one >= 0 && one < total).sort((a, b) => a - b));
});

test('all 20 sets of three things of six come up equally often', () => {
  const sets = Array.from({ length: 20_000 }, (_, seed) => [...sampled(6, 3, seed, 'test')].join());
  const names = [...new Set(sets)];
  expect(names).toHaveLength(20);
  const places = new Map(names.map((name, at) => [name, at]));
  expect(
    chiSquare(
      sets.map((name) => places.get(name)!),
      20,
    ),
  ).toBeLessThan(19 + 4 * Math.sqrt(2 * 19));
});
