import { describe, expect, test } from 'vitest';
import { kMeans, type Points } from '../../../src/charts/eda/k-means.ts';
import { silhouette } from '../../../src/charts/eda/silhouette.ts';
import { sequence } from '../../../src/random.ts';

const line = (...values: number[]): Points => ({ values: Float64Array.from(values), dimensions: 1 });

/** The least error of all ways to put points into two groups. */
function leastError({ values, dimensions }: Points): number {
  const count = values.length / dimensions;
  let least = Infinity;
  for (let ways = 0; ways < 2 ** (count - 1); ways++) {
    let error = 0;
    for (const side of [0, 1]) {
      const own = [...Array(count).keys()].filter((point) => ((ways >> point) & 1) === side);
      for (let at = 0; at < dimensions && own.length > 0; at++) {
        const column = own.map((point) => values[point * dimensions + at]);
        const mean = column.reduce((sum, value) => sum + value, 0) / own.length;
        error += column.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      }
    }
    least = Math.min(least, error);
  }
  return least;
}

describe('k-means', () => {
  test.each([1, 2, 3])('finds two heaps on a line, their means and what is left, from seed %d', (seed) => {
    const { groups, centers, error } = kMeans(line(0, 10, 1, 11, 2, 12), 2, sequence(seed, 'test'));
    expect([groups[2], groups[4]]).toEqual([groups[0], groups[0]]);
    expect([groups[3], groups[5]]).toEqual([groups[1], groups[1]]);
    expect([...centers].sort((a, b) => a - b)).toEqual([1, 11]);
    expect(error).toBe(4);
  });

  test('the best of some tries is the best of all groupings', () => {
    const random = sequence(3, 'points');
    for (let trial = 0; trial < 10; trial++) {
      const points = { values: Float64Array.from({ length: 20 }, random), dimensions: 2 };
      const errors = Array.from({ length: 20 }, (_, seed) => kMeans(points, 2, sequence(seed, 'test')).error);
      expect(Math.min(...errors)).toBeCloseTo(leastError(points), 10);
    }
  });

  test('fewer different points than groups leave groups empty', () => {
    const { groups, error } = kMeans(line(5, 5, 5, 5), 3, sequence(1, 'test'));
    expect(new Set(groups).size).toBe(1);
    expect(error).toBe(0);
  });
});

describe('the silhouette', () => {
  test('of two pairs on a line is what its formula gives by hand', () => {
    // 0 and 11: a = 1, b = 10.5; 1 and 10: a = 1, b = 9.5.
    const expected = (9.5 / 10.5 + 8.5 / 9.5) / 2;
    expect(silhouette(line(0, 1, 10, 11), Int32Array.of(0, 0, 1, 1))).toBeCloseTo(expected, 12);
  });

  test('is 0 for one group, for points alone in theirs, and for groups of the same points', () => {
    expect(silhouette(line(0, 1, 2), Int32Array.of(0, 0, 0))).toBe(0);
    expect(silhouette(line(0, 1), Int32Array.of(0, 1))).toBe(0);
    expect(silhouette(line(4, 4, 4, 4), Int32Array.of(0, 0, 1, 1))).toBe(0);
  });

  test('of every second point is that of these points', () => {
    const all = silhouette(line(0, 99, 1, 99, 10, 99, 11, 99), Int32Array.of(0, 2, 0, 2, 1, 2, 1, 2), 2);
    expect(all).toBeCloseTo(silhouette(line(0, 1, 10, 11), Int32Array.of(0, 0, 1, 1)), 12);
  });
});
