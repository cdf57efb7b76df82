import { expect, test } from 'vitest';
import { solve } from '../../../src/models/contract/solve.ts';
import { normal } from '../../../src/random.ts';
import { gauss } from '../../fixtures/gauss.ts';

test.each([1, 2, 5, 40])('a positive definite system of %i is solved as by elimination', (size) => {
  const random = normal(1, 'solve');
  const x = Array.from({ length: size + 3 }, (_, row) =>
    Array.from({ length: size }, (_, column) => random(row * size + column)),
  );
  const a = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => x.reduce((sum, sample) => sum + sample[row] * sample[column], 0)),
  );
  const b = Array.from({ length: size }, (_, row) => random(1e6 + row));
  const solved = solve(Float64Array.from(a.flat()), Float64Array.from(b));
  for (const [row, value] of gauss(a, b).entries()) expect(solved[row]).toBeCloseTo(value, 9);
});

test('only the lower half of the matrix is read', () => {
  expect(solve(Float64Array.of(4, NaN, 2, 5), Float64Array.of(8, 12))).toEqual(Float64Array.of(1, 2));
});
