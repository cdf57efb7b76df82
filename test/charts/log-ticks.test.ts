import { expect, test } from 'vitest';
import { logTicks } from '../../src/charts/log-ticks.ts';
import { sequence } from '../../src/random.ts';

test.each<[low: number, high: number, ticks: number[]]>([
  [0.001, 1, [0.001, 0.01, 0.1, 1]],
  [8, 128, [10, 20, 50, 100]],
  [0.005, 0.15, [0.005, 0.01, 0.02, 0.05, 0.1]],
  [3, 6.5, [3, 4, 5, 6]],
  [0.009, 0.021, [0.01, 0.02]],
  [15, 2200, [20, 50, 100, 1000]],
  [1e-9, 1, [1e-9, 1e-6, 1e-3, 1]],
  [0.031, 0.038, [0.031, 0.038]],
  [7, 7, [7]],
  [0.013, 0.013, [0.013]],
])('from %d to %d the numbers are round ones: %j', (low, high, ticks) => {
  expect(logTicks(low, high, 180)).toEqual(ticks);
});

test('for any range there are one to ten numbers, ascending and inside', () => {
  const random = sequence(1, 'ranges of a logarithmic axis');
  for (let round = 0; round < 2000; round++) {
    const low = 10 ** (24 * random() - 12);
    const high = low * 10 ** (15 * random() ** 3);
    const ticks = logTicks(low, high, 180);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(10);
    expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
    expect(ticks[0]).toBeGreaterThanOrEqual(low);
    expect(ticks.at(-1)).toBeLessThanOrEqual(high);
  }
});
