import { expect, test } from 'vitest';
import { holm } from '../../src/evaluation/holm.ts';
import { sequence } from '../../src/random.ts';

const near = (values: readonly number[]): unknown[] => values.map((value) => expect.closeTo(value, 12));

test('corrects a worked example: .005 · 4, .01 · 3, .03 · 2, and .04, which must not come before .06', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual(near([0.03, 0.06, 0.06, 0.02]));
});

test('a single p-value stays, none is more than 1, and what is no test is neither counted nor changed', () => {
  expect(holm([])).toEqual([]);
  expect(holm([0.04])).toEqual([0.04]);
  expect(holm([0.6, 0.7])).toEqual([1, 1]);
  expect(holm([NaN, 0.01, NaN, 0.04])).toEqual([NaN, 0.02, NaN, 0.04]);
});

test('rejects at each level just what going step by step does: the i-th smallest while it is at most level / (n + 1 − i)', () => {
  const random = sequence(1, 'holm');
  for (let round = 0; round < 200; round++) {
    const pValues = Array.from({ length: 1 + (round % 12) }, () => (random() < 0.2 ? 0.01 : random() ** 3));
    const corrected = holm(pValues);
    const level = random() / 5;
    const sorted = pValues.toSorted((a, b) => a - b);
    const stop = sorted.findIndex((p, at) => p > level / (sorted.length - at));
    const rejected = new Set(sorted.slice(0, stop < 0 ? sorted.length : stop));
    expect(corrected.map((p) => p <= level)).toEqual(pValues.map((p) => rejected.has(p)));
  }
});

test('keeps the order of the p-values, never makes one smaller, and does not change what it was given', () => {
  const random = sequence(2, 'holm');
  const pValues = Array.from({ length: 50 }, () => random() ** 2);
  const before = [...pValues];
  const corrected = holm(pValues);
  expect(pValues).toEqual(before);
  for (const [a, p] of pValues.entries()) {
    expect(corrected[a]).toBeGreaterThanOrEqual(p);
    for (const [b, other] of pValues.entries()) if (p < other) expect(corrected[a]).toBeLessThanOrEqual(corrected[b]);
  }
});
