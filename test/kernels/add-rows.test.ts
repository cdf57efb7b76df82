import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { addRows as expected } from '../../src/kernels/reference/add-rows.ts';
import { fillNormal } from '../../src/random.ts';

// Rows of no, one and several entries, one of them named twice.
const starts = Uint32Array.of(0, 0, 1, 4, 4, 9);
const indexes = Int32Array.of(6, 0, 3, 3, 1, 2, 4, 5, 6);
const values = Float32Array.of(0.5, -1, 2, 3, 0.1, 0.2, 0.3, -0.4, 7);

test.each([4, 8, 36])('rows of %i numbers: agrees with float64 within 1e-5, in one call or row by row', (width) => {
  const arena = new Arena();
  const [matrix, sums] = [arena.float32(7 * width), arena.float32(5 * width)];
  fillNormal(matrix, 1, 'matrix');
  fillNormal(sums, 1, 'before');
  const again = arena.place(sums.slice());
  const oracle = expected({ starts, indexes, values }, matrix, width, sums);
  const rows = [starts, indexes, values].map((array) => arena.place(array).byteOffset) as [number, number, number];
  arena.kernels.addRows(0, 5, ...rows, matrix.byteOffset, width, sums.byteOffset);
  for (let row = 4; row >= 0; row--) {
    arena.kernels.addRows(row, row + 1, ...rows, matrix.byteOffset, width, again.byteOffset);
  }
  sums.forEach((sum, at) => expect(Math.abs(sum - oracle[at])).toBeLessThan(1e-5));
  expect(again).toEqual(sums);
});
