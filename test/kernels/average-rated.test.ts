import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Arena } from '../../src/kernels/arena.ts';
import type { Call } from '../../src/kernels/call.ts';
import { parallel } from '../../src/kernels/parallel.ts';
import { averageRated as expected } from '../../src/kernels/reference/average-rated.ts';
import { sequence } from '../../src/random.ts';

const shapes = [
  { items: 1, count: 1, size: 1, least: 1, prior: 0 },
  { items: 3, count: 0, size: 5, least: 1, prior: 0.1 },
  { items: 4, count: 2, size: 5, least: 2, prior: 0 },
  { items: 17, count: 41, size: 40, least: 1, prior: 0.5 },
  { items: 30, count: 200, size: 7, least: 3, prior: 0 },
  { items: 9, count: 1000, size: 40, least: 50, prior: 0 },
  { items: 50, count: 333, size: 1, least: 0, prior: 2 },
];

// Similarities are drawn from few values as well, so that the cut falls among equals nearly always.
describe.each(shapes)('$items items, $size of $count rated films', ({ items, count, size, least, prior }) => {
  test.each([3, 1e6])('scores are the float64 mean within 1e-5, similarities among %i values', async (among) => {
    const arena = new Arena();
    const random = sequence(items * count, 'average rated');
    const width = Math.ceil(items / 4) * 4;
    const numbers = (length: number, of: () => number): Float32Array =>
      arena.place(Float32Array.from({ length }, () => of()));
    const rows = Array.from({ length: count }, () => numbers(width, () => Math.floor(random() * (among + 1)) / among));
    const addresses = arena.place(Uint32Array.from(rows, (row) => row.byteOffset));
    const [values, levels] = [numbers(count, () => random() * 4 - 2), numbers(width, () => random())];
    const weights = numbers(count, () => (random() < 0.5 ? 1 : 0.5));
    const spreads = numbers(width, () => 0.5 + random());
    const scoresOf = async (threads: number, step: number): Promise<Float32Array> => {
      const scores = arena.float32(width);
      const task = (from: number): Call<'averageRated'> => [
        addresses.byteOffset,
        values.byteOffset,
        weights.byteOffset,
        count,
        from,
        Math.min(width, from + step),
        size,
        least,
        prior,
        3,
        levels.byteOffset,
        spreads.byteOffset,
        scores.byteOffset,
      ];
      const tasks = Array.from({ length: Math.ceil(width / step) }, (_, at) => task(at * step));
      const job = { kernel: 'averageRated', tasks, scratch: 16 * Math.max(count, 1) } as const;
      await parallel(arena, job, createContext({ threads }));
      return scores;
    };
    const scores = await scoresOf(1, width);
    expect(await scoresOf(2, 4)).toEqual(scores);
    for (let item = 0; item < items; item++) {
      const averaging = { size, least, prior, level: 3 + levels[item], spread: spreads[item] };
      const similarities = rows.map((row, film) => Math.fround(row[item] * weights[film]));
      const score = expected(similarities, [...values], averaging);
      if (Number.isNaN(score)) expect(scores[item]).toBeNaN();
      else expect(Math.abs(scores[item] - score)).toBeLessThan(1e-5);
    }
  });
});
