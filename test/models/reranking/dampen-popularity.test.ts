import { expect, test } from 'vitest';
import { dampenPopularity } from '../../../src/models/reranking/dampen-popularity.ts';

test('takes off the share of the deviations in fame, written out for two films', () => {
  // Of two values the deviations are 1 and −1, whatever the values.
  expect([...dampenPopularity([0.9, 0.1], [500, 3], 0)]).toEqual([1, -1]);
  expect([...dampenPopularity([0.9, 0.1], [500, 3], 0.25)]).toEqual([0.75, -0.75]);
  expect([...dampenPopularity([0.9, 0.1], [3, 500], 0.25)]).toEqual([1.25, -1.25]);
  for (const score of dampenPopularity([0.9, 0.1], [500, 3], 1)) expect(score).toBeCloseTo(0, 12);
});

test('goes by the logarithm: ten times as known is the same step from 9 as from 99', () => {
  const [low, middle, high] = dampenPopularity([1, 1, 1], [9, 99, 999], 1);
  expect(low - middle).toBeCloseTo(middle - high, 12);
});

test('changes nothing in the order where all are alike known, and scores nothing where all score alike', () => {
  expect([...dampenPopularity([3, 2, 1], [7, 7, 7], 1)].map(Math.sign)).toEqual([1, 0, -1]);
  expect([...dampenPopularity([2, 2], [1, 1], 0.5)]).toEqual([0, 0]);
  expect([...dampenPopularity([], [], 0.5)]).toEqual([]);
});
