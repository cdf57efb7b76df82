import { expect, test } from 'vitest';
import { transpose } from '../../src/dataset/rows.ts';
import { deviations as expected } from '../../src/kernels/reference/deviations.ts';
import { deviationsOf } from '../../src/models/deviations/deviation-rows.ts';
import { sequence } from '../../src/random.ts';

test.each([
  [1, 5, 0, false],
  [23, 40, 0, true],
  [37, 60, 2.5, true],
  [37, 12, 2.5, false],
])('%i rows, prior %d of %d: means and counts agree with float64 within 1e-5', (count, columns, prior, weighted) => {
  const random = sequence(count, 'deviations');
  // Every seventh row is empty.
  const rows = Array.from({ length: count }, (_, row) => {
    const own = [...Array(columns).keys()].filter(() => row % 7 !== 6 && random() < 0.3);
    return new Map(own.map((column) => [column, Math.ceil(random() * 10) / 2]));
  });
  const levels = Float32Array.from(rows, () => random() - 0.5);
  const lengths = rows.map((row) => row.size);
  const starts = Uint32Array.from({ length: count + 1 }, (_, row) =>
    lengths.slice(0, row).reduce((sum, length) => sum + length, 0),
  );
  const indexes = Int32Array.from(rows.flatMap((row) => [...row.keys()]));
  const values = Float32Array.from(rows.flatMap((row) => [...row.values()]));
  const byColumn = transpose({ starts, indexes, values }, columns);
  const { rows: kept, width } = deviationsOf(byColumn, { weighted, shrinkage: prior, itemOffsets: levels });
  const found = kept.get(Int32Array.from(rows.keys()));
  for (const [row, numbers] of found.entries()) {
    const oracle = expected({ rows, levels: [...levels], prior }, row);
    for (const [other, mean] of oracle.means.entries()) {
      if (Number.isNaN(mean)) expect(numbers[other]).toBeNaN();
      else expect(Math.abs(numbers[other] - mean)).toBeLessThan(1e-5);
      if (weighted) expect(numbers[width + other]).toBe(oracle.counts[other]);
    }
  }
});
