import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Arena } from '../../src/kernels/arena.ts';
import { gram, gramHere } from '../../src/kernels/gram.ts';
import { gram as expected } from '../../src/kernels/reference/gram.ts';
import { paddedSize } from '../../src/kernels/row-equations.ts';
import { normal } from '../../src/random.ts';

async function gramOf(rows: number, size: number, stride: number, threads: number, scale = 1) {
  const arena = new Arena();
  const noise = normal(3, 'vectors');
  const vectors = arena.place(Float32Array.from({ length: rows * stride }, (_, at) => noise(at)));
  const matrix = arena.float32(paddedSize(size) ** 2);
  await gram(arena, { vectors, stride, size, scale }, matrix, createContext({ threads }));
  return { vectors, matrix };
}

const cases = [1, 3, 4, 7, 8, 12, 33, 64].flatMap((size) =>
  [0, 1, 63, 64, 65, 3000].map((rows) => [rows, size] as const),
);

test.each(cases)('%i vectors of %i numbers: float64 within 1e-6, symmetric, zeros around it', async (rows, size) => {
  const { vectors, matrix } = await gramOf(rows, size, size + 3, 1, 2);
  const oracle = expected(vectors, size + 3, size);
  const padded = paddedSize(size);
  matrix.forEach((value, at) => {
    const [i, j] = [Math.floor(at / padded), at % padded];
    const wanted = i < size && j < size ? 2 * oracle[i * size + j] : 0;
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-6 * 2 * Math.max(rows, 1));
    expect(value).toBe(matrix[j * padded + i]);
  });
});

test('one thread and two give the same bytes', async () => {
  const once = await gramOf(50_000, 20, 20, 1);
  const twice = await gramOf(50_000, 20, 20, 2);
  expect(twice.matrix.every((value, at) => value === once.matrix[at])).toBe(true);
});

test('on this thread at once it gives the same bytes', async () => {
  const { vectors, matrix } = await gramOf(3000, 12, 15, 2, 0.3);
  const arena = Arena.of(vectors)!;
  const here = arena.float32(paddedSize(12) ** 2);
  gramHere(arena, { vectors, stride: 15, size: 12, scale: 0.3 }, here);
  expect(here).toEqual(matrix);
});
