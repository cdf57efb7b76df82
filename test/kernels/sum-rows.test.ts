import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { sumRows as expected } from '../../src/kernels/reference/sum-rows.ts';
import { normal } from '../../src/random.ts';

function sumOf(indexes: Int32Array, matrix: Float32Array, width: number): Float32Array {
  const arena = new Arena();
  const sums = arena.float32(width).fill(NaN);
  const { byteOffset } = arena.place(indexes);
  arena.kernels.sumRows(byteOffset, indexes.length, arena.place(matrix).byteOffset, width, sums.byteOffset);
  return sums;
}

const random = normal(4, 'rows');
const matrixOf = (width: number): Float32Array => Float32Array.from({ length: 50 * width }, (_, at) => random(at));

test.each([0, 1, 3, 4, 5, 8, 31])('%i rows: agrees with the sum in float64 within 1e-5', (count) => {
  for (const width of [4, 8, 20, 64]) {
    const indexes = Int32Array.from({ length: count }, (_, at) => (at * 13) % 50);
    const matrix = matrixOf(width);
    const oracle = expected(indexes, matrix, width);
    sumOf(indexes, matrix, width).forEach((sum, at) => expect(Math.abs(sum - oracle[at])).toBeLessThan(1e-5));
  }
});

test('adds in the given order, to the bit, whatever the number of rows', () => {
  const matrix = matrixOf(4);
  for (let count = 0; count < 12; count++) {
    const indexes = Int32Array.from({ length: count }, (_, at) => at * 4);
    const inOrder = Array.from({ length: 4 }, (_, column) =>
      indexes.reduce((sum, row) => Math.fround(sum + matrix[row * 4 + column]), 0),
    );
    expect([...sumOf(indexes, matrix, 4)]).toEqual(inOrder);
  }
});
