import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { averageDeviations as expected } from '../../src/kernels/reference/average-deviations.ts';
import { sequence } from '../../src/random.ts';

test.each([
  [1, 1, false],
  [30, 0, false],
  [700, 25, false],
  [1537, 9, true],
])('%i items by %i films, weighted %s: the float64 mean within 1e-5, in parts to the bit', (items, count, weighted) => {
  const arena = new Arena();
  const random = sequence(items + count, 'average deviations');
  const width = Math.ceil(items / 4) * 4;
  const rows = Array.from({ length: count }, () => {
    const row = arena.float32(2 * width).fill(NaN, 0, width);
    for (let item = 0; item < items; item++) {
      if (random() < 0.6) continue; // nothing is known of most pairs
      row[item] = random() * 4 - 2;
      row[width + item] = Math.floor(random() * 5);
    }
    return row;
  });
  const addresses = arena.place(Uint32Array.from(rows, (row) => row.byteOffset)).byteOffset;
  const values = arena.place(Float32Array.from(rows, () => random() * 5));
  const scoresOf = (step: number, films = count || 1): Float32Array => {
    const scores = arena.float32(width);
    const weights = arena.float32(width).byteOffset;
    for (let from = 0; from < width; from += step) {
      const range = [from, Math.min(width, from + step)] as const;
      const rest = [...range, Number(weighted), width, 0.5, scores.byteOffset, weights] as const;
      for (let film = 0; film === 0 || film < count; film += films) {
        const end = Math.min(count, film + films);
        const [first, values4] = [addresses + 4 * film, values.byteOffset + 4 * film];
        arena.kernels.averageDeviations(first, values4, end - film, ...rest, Number(end === count));
      }
    }
    return scores;
  };
  const scores = scoresOf(width);
  expect(scoresOf(4)).toEqual(scores);
  expect(scoresOf(width, 4)).toEqual(scores);
  for (let item = 0; item < items; item++) {
    const score = expected({
      values: [...values],
      deviations: rows.map((row) => row[item]),
      weights: rows.map((row) => (weighted ? row[width + item] : 1)),
      level: 0.5,
    });
    if (Number.isNaN(score)) expect(scores[item]).toBeNaN();
    else expect(Math.abs(scores[item] - score)).toBeLessThan(1e-5);
  }
});
