import { describe, expect, test } from 'vitest';
import type { Ratings } from '../../../src/dataset/ratings.ts';
import {
  dampedMeans,
  fitBaseline,
  residualsOf,
  userOffset,
  userOffsetsOf,
} from '../../../src/models/contract/baseline.ts';
import { emptyHistory, historyOf } from '../../../src/dataset/history.ts';
import { gauss } from '../../fixtures/gauss.ts';
import { ratingsFrom, twoTastes } from '../../fixtures/ratings.ts';

/**
 * The least squares that the baseline is defined by, Σ (r − μ − bᵤ − bᵢ)² + dᵤ Σ bᵤ² + dᵢ Σ bᵢ², as one dense system of
 * normal equations over all offsets.
 */
function leastSquares(ratings: Ratings, userDamping: number, itemDamping: number) {
  const [users, items] = [ratings.users.size, ratings.items.size];
  const size = users + items;
  const a = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => (row !== column ? 0 : row < users ? userDamping : itemDamping)),
  );
  const b = new Array<number>(size).fill(0);
  const { user, item, value } = ratings.columns;
  for (let at = 0; at < value.length; at++) {
    const pair = [user[at], users + item[at]];
    for (const row of pair) {
      b[row] += value[at] - ratings.mean;
      for (const column of pair) a[row][column]++;
    }
  }
  const offsets = gauss(a, b);
  return { userOffsets: offsets.slice(0, users), itemOffsets: offsets.slice(users) };
}

describe.each([
  [5, 5],
  [15, 10],
  [0.5, 25],
])('damped by %f and %f', (userDamping, itemDamping) => {
  const ratings = twoTastes();
  const baseline = fitBaseline(ratings, { userDamping, itemDamping, sweeps: 100 });
  const exact = leastSquares(ratings, userDamping, itemDamping);

  test('the offsets converge to the least squares', () => {
    for (const [item, offset] of exact.itemOffsets.entries()) {
      expect(baseline.itemOffsets[item]).toBeCloseTo(offset, 5);
    }
    for (const [user, offset] of userOffsetsOf(ratings.byUser, baseline).entries()) {
      expect(offset).toBeCloseTo(exact.userOffsets[user], 5);
    }
  });

  test('ten sweeps are as good as converged', () => {
    const { itemOffsets } = fitBaseline(ratings, { userDamping, itemDamping, sweeps: 10 });
    for (const [item, offset] of exact.itemOffsets.entries()) expect(itemOffsets[item]).toBeCloseTo(offset, 2);
  });

  test('residuals are what the offsets leave', () => {
    const residuals = residualsOf(ratings, baseline);
    const { starts, indexes, values } = ratings.byUser;
    for (let user = 0; user < ratings.users.size; user++) {
      for (let at = starts[user]; at < starts[user + 1]; at++) {
        const expected = values[at] - ratings.mean - exact.userOffsets[user] - exact.itemOffsets[indexes[at]];
        expect(residuals[at]).toBeCloseTo(expected, 4);
      }
    }
  });
});

// Two people, one film: μ = 3, the film's offset is 0, and a person's half of the distance with a damping of 1.
test('one film and two people give the offsets that a pen gives', () => {
  const two = ratingsFrom([
    { user: 'a', item: 'x', rating: 5 },
    { user: 'b', item: 'x', rating: 1 },
  ]);
  const baseline = fitBaseline(two, { userDamping: 1, itemDamping: 1, sweeps: 10 });
  expect(baseline).toEqual({ mean: 3, userDamping: 1, itemOffsets: Float32Array.of(0) });
  expect(userOffset(baseline, historyOf(two.byUser, 0))).toBe(1);
  expect(userOffset(baseline, historyOf(two.byUser, 1))).toBe(-1);
});

test('without damping a rated film fits exactly, and an unrated one and an empty history get 0', () => {
  const rows = [{ user: 'a', item: 'x', rating: 5 }];
  const undamped = fitBaseline(ratingsFrom(rows, { min: 1, max: 5 }, { unrated: ['never'] }), {
    userDamping: 0,
    itemDamping: 0,
    sweeps: 3,
  });
  expect(undamped.itemOffsets).toEqual(Float32Array.of(0, 0));
  expect(userOffset(undamped, emptyHistory)).toBe(0);
});

test('damped means are means with some values more', () => {
  const { byItem } = ratingsFrom(
    [
      { user: 'a', item: 'x', rating: 5 },
      { user: 'b', item: 'x', rating: 4 },
    ],
    { min: 1, max: 5 },
    { unrated: ['never'] },
  );
  expect(dampedMeans(byItem, 3, 2)).toEqual(Float32Array.of((5 + 4 + 3 + 3) / 4, 3));
  expect(dampedMeans(byItem, 3, 0)).toEqual(Float32Array.of(4.5, 0));
});
