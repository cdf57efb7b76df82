import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { nonNegativeRow } from '../../src/kernels/reference/non-negative-rows.ts';
import { sequence } from '../../src/random.ts';

const shapes = [
  { rows: 1, size: 1, count: 1, free: -1 },
  { rows: 6, size: 5, count: 12, free: 4 },
  { rows: 4, size: 16, count: 70, free: -1 },
  { rows: 3, size: 17, count: 9, free: 16 },
];

test.each(shapes)('$rows rows of $size numbers: where slow steps down the gradient end, within 1e-3', (shape) => {
  const { rows, size, count, free } = shape;
  const arena = new Arena();
  const random = sequence(size, 'non-negative rows');
  const stride = Math.ceil(size / 4) * 4 + 4;
  const vectors = arena.place(Float32Array.from({ length: 100 * stride }, () => random()));
  const average = arena.place(Float32Array.from({ length: stride }, () => random()));
  const lengths = Array.from({ length: rows }, (_, row) => (row === 2 ? 0 : count));
  const starts = arena.place(Uint32Array.of(0, ...lengths.map((_, row) => sum(lengths.slice(0, row + 1)))));
  const indexes = arena.place(Int32Array.from({ length: starts[rows] }, () => Math.floor(random() * 100)));
  const targets = arena.place(Float32Array.from(indexes, () => random() * 5 - 1));
  const solutions = arena.float32(rows * stride).fill(-7);
  const padded = Math.ceil(size / 8) * 8;
  const scratch = arena.uint8(4 * padded * (padded + 66)).byteOffset;
  const [ridge, prior] = [0.05, 0.7];
  const call = (from: number, to: number): void =>
    arena.kernels.nonNegativeRows(
      from,
      to,
      starts.byteOffset,
      indexes.byteOffset,
      targets.byteOffset,
      solutions.byteOffset,
      vectors.byteOffset,
      stride,
      size,
      average.byteOffset,
      free,
      ridge,
      prior,
      1000,
      scratch,
    );
  call(0, 1);
  call(1, rows);
  const part = (of: Float32Array, row: number): number[] => [...of.subarray(row * stride, row * stride + size)];
  let zeros = 0;
  for (let row = 0; row < rows; row++) {
    const [from, to] = [starts[row], starts[row + 1]];
    const expected = nonNegativeRow({
      targets: [...targets.subarray(from, to)],
      vectors: Array.from(indexes.subarray(from, to), (index) => part(vectors, index)),
      average: part(average, 0),
      ridge,
      prior,
      ...(free >= 0 && { free }),
    });
    part(solutions, row).forEach((value, f) => expect(Math.abs(value - expected[f])).toBeLessThan(1e-3));
    zeros += part(solutions, row).filter((value) => value === 0).length;
    // What lies beyond the vector is left alone.
    expect(solutions[row * stride + size]).toBe(-7);
  }
  if (size > 4) expect(zeros).toBeGreaterThan(0);
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
