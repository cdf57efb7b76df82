import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { logisticRow, type LogisticRow } from '../../src/kernels/reference/logistic-rows.ts';
import { below, mix } from '../../src/kernels/reference/random.ts';
import { normal, uniform } from '../../src/random.ts';

const rows = 7;
const columns = 40;
const liked = Array.from({ length: rows }, (_, row) => {
  const random = uniform(1, `likes of ${row}`);
  const share = [0, 0.025, 0.2, 0.5, 0.9][row % 5];
  return Int32Array.from({ length: columns }, (__, column) => column).filter((column) => random(column) < share);
});
const starts = Uint32Array.from(
  { length: rows + 1 },
  (_, row) => liked.slice(0, row).flatMap((own) => [...own]).length,
);
const indexes = Int32Array.from(liked.flatMap((own) => [...own]));
const weights = Float32Array.from(indexes, (_, at) => 1 + (at % 4));
const others = Int32Array.from({ length: 30 }, (_, at) => at + 5);
const [rate, regularization, steps, firstStep] = [0.3, 0.2, 3, 4];

describe.each([
  { width: 4, ofEntry: 3, ofRow: 0, key: 0 },
  { width: 8, ofEntry: 0, ofRow: 9, key: 12345 },
  { width: 36, ofEntry: 2, ofRow: 5, key: 2 ** 32 - 1 },
])('rows of $width numbers, $ofEntry drawn an entry and $ofRow a row', ({ width, ofEntry, ofRow, key }) => {
  const constant = width - 3;
  const random = normal(2, 'vectors', 0.5);
  const vectors = Float32Array.from({ length: columns * width }, (_, at) => random(at));
  const solutions = Float32Array.from({ length: rows * width }, (_, at) =>
    at % width === constant ? 1 : random(1e6 + at),
  );

  test.each(['all 1', 'given'])('agree with float64 within 1e-4, weights %s', (weighing) => {
    const arena = new Arena();
    const [x, sums] = [arena.place(solutions), arena.float32(solutions.length).fill(0.5)];
    const [s, l, w, o, v] = [starts, indexes, weights, others, vectors].map((array) => arena.place(array).byteOffset);
    const scratch = arena.float32(width + 8).byteOffset;
    arena.kernels.logisticRows(
      ...([0, rows, s, l, weighing === 'given' ? w : 0, o, others.length, x.byteOffset, sums.byteOffset, v] as const),
      ...([width, constant, steps, firstStep, ofEntry, ofRow, rate, regularization, key, scratch] as const),
    );
    for (const [row, own] of liked.entries()) {
      const start = solutions.subarray(row * width, (row + 1) * width);
      const found = x.subarray(row * width, (row + 1) * width);
      if (own.length === 0) {
        expect(found).toEqual(start);
        continue;
      }
      const oracle = logisticRow({
        ...{ indexes: own, weights: weighing === 'given' ? weights.subarray(starts[row]) : own.map(() => 1) },
        ...{
          others,
          vectors,
          width,
          constant,
          steps,
          firstStep,
          ofEntry,
          ofRow,
          row,
          rate,
          regularization,
          key,
          start,
        },
        sums: new Float64Array(width).fill(0.5),
      });
      oracle.vector.forEach((value, f) => expect(Math.abs(found[f] - value)).toBeLessThan(1e-4));
    }
  });

  test('the step of the reference is the gradient of the likelihood by finite differences, divided by its size', () => {
    const row = 2;
    const start = Float64Array.from(solutions.subarray(row * width, (row + 1) * width));
    const given = {
      ...{ indexes: liked[row], weights: liked[row].map((_, at) => 1 + at), others, vectors, width, constant },
      ...{ steps: 1, firstStep: 0, ofEntry, ofRow, row, rate: 1, regularization, key, start },
    };
    // So large a sum of squares that the step is the gradient, times 1e-6.
    const { vector } = logisticRow({ ...given, sums: new Float64Array(width).fill(1e12) });
    const product = (x: Float64Array, column: number): number =>
      x.reduce((sum, value, f) => sum + value * vectors[column * width + f], 0);
    const logSigmoid = (z: number): number => -Math.log1p(Math.exp(-z));
    const drawn = drawnBy(given);
    const likelihood = (x: Float64Array): number =>
      [...given.indexes].reduce((sum, column, at) => sum + given.weights[at] * logSigmoid(product(x, column)), 0) +
      drawn.reduce((sum, column) => sum + logSigmoid(-product(x, column)), 0) -
      (regularization / 2) * x.reduce((sum, value) => sum + value ** 2, 0);
    for (let f = 0; f < width; f++) {
      if (f === constant) continue;
      const [more, less] = [1e-5, -1e-5].map((by) => likelihood(start.map((value, at) => value + (at === f ? by : 0))));
      expect((vector[f] - start[f]) * 1e6).toBeCloseTo((more - less) / 2e-5, 2);
    }
  });
});

/** The columns that a row draws in step 0. */
function drawnBy({ indexes, ofEntry, ofRow, row, key }: Omit<LogisticRow, 'sums'>): number[] {
  const sequence = (seed: number, count: number): number[] => {
    let random = seed;
    return Array.from({ length: count }, () => others[below((random = mix(random)), others.length)]);
  };
  const all = [...indexes].flatMap((column) => sequence(mix(column + key), ofEntry));
  return [...all, ...sequence(mix(row + key), ofRow)];
}
