import { expect, test } from 'vitest';
import { AliasTable } from '../../../src/dataset/generator/alias-table.ts';

test('evenly spaced numbers draw every index exactly in proportion to its weight', () => {
  const weights = [5, 0, 1, 10, 4];
  const table = new AliasTable(Float64Array.from(weights));
  const draws = 200_000;
  const counts = new Array<number>(weights.length).fill(0);
  for (let at = 0; at < draws; at++) counts[table.draw((at + 0.5) / draws)]++;
  // Every cell's share is a stretch of the unit interval, so counts are off by rounding at the stretches' ends only.
  for (const [index, weight] of weights.entries())
    expect(Math.abs(counts[index] - (weight / 20) * draws)).toBeLessThan(5);
});

test('an index of no weight is never drawn', () => {
  const table = new AliasTable(Float64Array.from([0, 3, 0, 1]));
  const drawn = new Set(Array.from({ length: 1000 }, (_, at) => table.draw(at / 1000)));
  expect([...drawn].sort()).toEqual([1, 3]);
});
