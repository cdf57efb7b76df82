import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Arena } from '../../src/kernels/arena.ts';
import { invert } from '../../src/kernels/invert.ts';
import { invert as expected } from '../../src/kernels/reference/invert.ts';
import { normal } from '../../src/random.ts';

const context = createContext({ threads: 1 });
/** Less than a block of pivots, exactly one, a little more, several; from one tile of columns to several. */
const sizes = [8, 16, 72, 120, 128, 136, 256, 264, 392];

/** A Gram matrix of random vectors plus the identity, and noise below the diagonal, which must not matter. */
function positiveDefinite(size: number): { full: Float64Array; triangle: Float32Array } {
  const random = normal(3, `matrix ${size}`);
  const vectors = Float64Array.from({ length: size * size }, (_, at) => random(at));
  const full = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? size : 0;
      for (let f = 0; f < size; f++) sum += vectors[i * size + f] * vectors[j * size + f];
      full[i * size + j] = full[j * size + i] = Math.fround(sum);
    }
  }
  const triangle = Float32Array.from(full, (value, at) => (at % size < Math.floor(at / size) ? NaN : value));
  return { full, triangle };
}

/** A matrix in full from its upper triangle, with the other sign. */
const mirrored = (triangle: Float32Array, size: number): Float64Array =>
  Float64Array.from(triangle, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    return -triangle[Math.min(row, column) * size + Math.max(row, column)];
  });

const largestOf = (values: Float64Array): number =>
  values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

async function inverseOf(triangle: Float32Array, size: number, threads: number): Promise<Float64Array> {
  const matrix = new Arena().place(triangle);
  await invert(matrix, size, { ...context, threads });
  return mirrored(matrix, size);
}

describe.each(sizes)('a matrix of %i rows', (size) => {
  const { full, triangle } = positiveDefinite(size);

  test('times its inverse is the identity, within 1e-5', async () => {
    const inverse = await inverseOf(triangle, size, 1);
    let largest = 0;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let sum = 0;
        for (let k = 0; k < size; k++) sum += full[i * size + k] * inverse[k * size + j];
        largest = Math.max(largest, Math.abs(sum - Number(i === j)));
      }
    }
    expect(largest).toBeLessThan(1e-5);
  });

  test('has the inverse that float64 elimination gives, within 1e-5 of its largest number', async () => {
    const inverse = await inverseOf(triangle, size, 1);
    const oracle = expected(full, size);
    expect(largestOf(inverse.map((value, at) => value - oracle[at]))).toBeLessThan(1e-5 * largestOf(oracle));
  });

  test('has the same bytes inverted on one thread and on two', async () => {
    const [one, two] = [await inverseOf(triangle, size, 1), await inverseOf(triangle, size, 2)];
    expect(Buffer.from(two.buffer).equals(Buffer.from(one.buffer))).toBe(true);
  });
});

// Kac, Murdock, Szegő 1953: ρ^|i − j| is the inverse of a matrix of three diagonals, over 1 − ρ².
test('2,200 rows, more columns than one task takes: the matrix ½^|i − j| has its known inverse within 1e-5', async () => {
  const size = 2200;
  const inverse = await inverseOf(
    Float32Array.from({ length: size * size }, (_, at) => 0.5 ** Math.abs((at % size) - Math.floor(at / size))),
    size,
    2,
  );
  const distance = inverse.map((value, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    const isCorner = row === column && (row === 0 || row === size - 1);
    const known = isCorner ? 1 : row === column ? 1.25 : Math.abs(row - column) === 1 ? -0.5 : 0;
    return value - known / 0.75;
  });
  expect(largestOf(distance)).toBeLessThan(1e-5);
});

test('a border of identity rows leaves the inverse of the rest as it is: 3 rows by hand', async () => {
  const triangle = Float32Array.from({ length: 64 }, (_, at) => Number(at % 9 === 0));
  triangle.set([2, 1, 0], 0);
  triangle.set([2, 1], 9);
  triangle[18] = 2;
  const inverse = await inverseOf(triangle, 8, 1);
  // The second difference matrix with plus signs: its inverse is (3, -2, 1; -2, 4, -2; 1, -2, 3) / 4.
  const byHand = [0.75, -0.5, 0.25, -0.5, 1, -0.5, 0.25, -0.5, 0.75];
  byHand.forEach((value, at) => expect(inverse[Math.floor(at / 3) * 8 + (at % 3)]).toBeCloseTo(value, 6));
  for (let row = 3; row < 8; row++) expect(inverse[row * 9]).toBe(1);
});

test('the reference agrees with an inverse by hand', () => {
  expect([...expected(Float64Array.of(2, 1, 1, 3), 2)].map((value) => value * 5)).toEqual(
    [3, -1, -1, 2].map((value) => expect.closeTo(value, 12) as number),
  );
});

test('stops when it is told to', async () => {
  const signal = AbortSignal.abort(new Error('stopped'));
  const matrix = new Arena().place(positiveDefinite(16).triangle);
  await expect(invert(matrix, 16, { ...context, signal })).rejects.toThrow('stopped');
});
