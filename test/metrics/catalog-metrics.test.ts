import { describe, expect, test } from 'vitest';
import type { CatalogMetric } from '../../src/metrics/metric.ts';
import { metricOf } from '../../src/metrics/registry.ts';

const of = (name: string, counts: readonly number[], candidates = counts.length): number =>
  (metricOf(name) as CatalogMetric).of({ counts: Uint32Array.from(counts), candidates });

describe('coverage', () => {
  test('is 1 where every film is listed and k / candidates where all lists are the same', () => {
    expect(of('coverage', [1, 2, 3, 4])).toBe(1);
    expect(of('coverage', [9, 9, 0, 0, 0], 4)).toBe(0.5);
  });

  test('is 0 without lists, and has no figure where no film could be listed', () => {
    expect(of('coverage', [0, 0])).toBe(0);
    expect(of('coverage', [0, 0], 0)).toBeNaN();
  });
});

describe('gini', () => {
  test('is 0 where every film is listed as often, 1 − 1/n where one of n films has all places', () => {
    expect(of('gini', [7, 7, 7, 7])).toBe(0);
    expect(of('gini', [0, 0, 9, 0])).toBeCloseTo(3 / 4, 12);
    expect(of('gini', [5])).toBe(0);
  });

  test('is (n − 1) / 3n where n films are listed 1, 2, … n times, in any order', () => {
    const times = Array.from({ length: 50 }, (_, at) => ((at * 7) % 50) + 1);
    expect(of('gini', times)).toBeCloseTo(49 / 150, 12);
  });

  test('counts films that could have been listed and never were, but none that could not', () => {
    expect(of('gini', [3, 3, 0, 0], 4)).toBeCloseTo(1 / 2, 12);
    expect(of('gini', [3, 3, 0, 0], 2)).toBe(0);
  });

  test('has no figure without lists', () => {
    expect(of('gini', [0, 0, 0])).toBeNaN();
  });
});

describe('entropy', () => {
  test('is log₂ n where n films share all places evenly, whatever their number, and 0 for one', () => {
    expect(of('entropy', [3, 3, 3, 3, 0, 0])).toBeCloseTo(2, 12);
    expect(of('entropy', Array<number>(1024).fill(5))).toBeCloseTo(10, 12);
    expect(of('entropy', [0, 9])).toBeCloseTo(0, 12);
  });

  test('is 1.75 bits for shares of 1/2, 1/4, 1/8 and 1/8', () => {
    expect(of('entropy', [4, 2, 1, 1])).toBeCloseTo(1.75, 12);
  });

  test('has no figure without lists', () => {
    expect(of('entropy', [0, 0])).toBeNaN();
  });
});
