import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Arena } from '../../src/kernels/arena.ts';
import { parallel, ranges } from '../../src/kernels/parallel.ts';
import { easeWeights as expected } from '../../src/kernels/reference/ease-weights.ts';
import { uniform } from '../../src/random.ts';

/** A random symmetric matrix, and the upper triangle of its negative as the inversion leaves it. */
function matrices(size: number): { inverse: Float64Array; triangle: Float32Array } {
  const random = uniform(2, 'ease weights');
  const inverse = Float64Array.from({ length: size * size }, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    const value = random(Math.min(row, column) * size + Math.max(row, column)) - 0.5;
    return Math.fround(row === column ? 2 + value : value);
  });
  return {
    inverse,
    triangle: Float32Array.from(inverse, (value, at) => (at % size < Math.floor(at / size) ? NaN : -value)),
  };
}

async function weightsOf(triangle: Float32Array, size: number, threads: number): Promise<Float32Array> {
  const arena = new Arena();
  const matrix = arena.place(triangle);
  const reciprocals = arena.place(Float32Array.from({ length: size }, (_, at) => -1 / triangle[at * (size + 1)]));
  const stripes = ranges(size, 10);
  const tasks = stripes.flatMap(([first, last], at) =>
    stripes
      .slice(at)
      .map(([from, to]): Parameters<typeof arena.kernels.easeWeights> => [
        first,
        last,
        from,
        to,
        matrix.byteOffset,
        size,
        reciprocals.byteOffset,
      ]),
  );
  await parallel(arena, { kernel: 'easeWeights', tasks }, createContext({ threads }));
  return matrix;
}

test.each([1, 2, 8, 9, 33, 64])('%i rows: agrees with I − P diag(1 / diag P) in float64 within 1e-6', async (size) => {
  const { inverse, triangle } = matrices(size);
  const weights = await weightsOf(triangle, size, 1);
  const oracle = expected(inverse, size);
  for (let at = 0; at < oracle.length; at++) expect(Math.abs(weights[at] - oracle[at])).toBeLessThan(1e-6);
});

test('the diagonal is exactly 0, and one thread and two give the same', async () => {
  const { triangle } = matrices(45);
  const weights = await weightsOf(triangle, 45, 1);
  for (let row = 0; row < 45; row++) expect(weights[row * 46]).toBe(0);
  expect(await weightsOf(triangle, 45, 2)).toEqual(weights);
});
