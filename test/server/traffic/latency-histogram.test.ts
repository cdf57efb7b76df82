import { describe, expect, it } from 'vitest';
import { sequence } from '../../../src/random.ts';
import { latencyHistogram } from '../../../src/server/traffic/latency-histogram.ts';

describe('latencyHistogram', () => {
  it.each([
    ['even', (random: () => number) => 0.01 + 50 * random()],
    ['of a long tail', (random: () => number) => Math.min(600_000, 0.2 / (1 - random()) ** 1.5)],
    ['of a few values', (random: () => number) => [0.3, 4, 900][Math.floor(3 * random())]],
  ])('is within 1.2 %% of the exact quantiles of times that are %s', (name, draw) => {
    const random = sequence(1, name);
    const times = Array.from({ length: 5000 }, () => draw(random));
    const histogram = latencyHistogram();
    for (const time of times) histogram.add(time);
    times.sort((a, b) => a - b);
    for (const share of [0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1]) {
      const exact = times[Math.max(0, Math.ceil(share * times.length) - 1)];
      expect(Math.abs(histogram.quantile(share) / exact - 1), `${share}`).toBeLessThan(0.012);
    }
    expect(histogram.count).toBe(5000);
    expect(histogram.most).toBe(times.at(-1));
  });

  it('takes what is too short or too long for it, and says 0 where there is nothing', () => {
    const histogram = latencyHistogram();
    expect(histogram.quantile(0.99)).toBe(0);
    histogram.add(0);
    expect(histogram.quantile(1)).toBe(0);
    histogram.add(1e9);
    expect(histogram.quantile(1)).toBeGreaterThan(15 * 60_000);
    expect(histogram.most).toBe(1e9);
    histogram.clear();
    expect([histogram.count, histogram.most, histogram.quantile(0.5)]).toEqual([0, 0, 0]);
  });
});
