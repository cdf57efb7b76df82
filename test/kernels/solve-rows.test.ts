import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { solveRows as expected } from '../../src/kernels/reference/solve-rows.ts';
import { solveRows, solveRowsHere } from '../../src/kernels/solve-rows.ts';
import { gauss } from '../fixtures/gauss.ts';
import { distance, gramMatrix, lengths, rowEquations, solutionsOf } from '../fixtures/row-equations.ts';

const context = createContext({ threads: 1 });
const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 16, 31, 51, 64, 65, 101];

describe.each(sizes)('%i factors', (size) => {
  test.each([
    ['without weights and Gram matrix (explicit)', false, false],
    ['with weights', true, false],
    ['with weights and a Gram matrix (implicit)', true, true],
  ])('the kernel agrees with float64 elimination within 2e-5, %s', async (_, weighted, withGram) => {
    const { arena, equations: all } = rowEquations(size);
    const { full, padded } = gramMatrix(size);
    const weights = weighted ? all.weights : undefined;
    const equations = { ...all, weights, gram: withGram ? arena.place(padded) : undefined };
    await solveRows(arena, equations, context);
    const oracle = expected({ ...equations, gram: withGram ? full : undefined });
    expect(distance(solutionsOf(equations), oracle)).toBeLessThan(2e-5);
  });
});

test('the reference agrees with the sums written out: two entries, two unknowns', () => {
  const equations = {
    starts: Uint32Array.of(0, 2),
    indexes: Int32Array.of(1, 0),
    weights: Float32Array.of(2, 1),
    targets: Float32Array.of(3, 4),
    vectors: Float32Array.of(1, 2, 3, -1),
    vectorStride: 2,
    size: 2,
    gram: Float32Array.of(5, 1, 1, 6),
    regularization: Float32Array.of(0.5),
  };
  // 2 (3, -1)(3, -1)ᵀ + (1, 2)(1, 2)ᵀ + G + ½ I, and 3 (3, -1) + 4 (1, 2)
  const matrix = [
    [18 + 1 + 5 + 0.5, -6 + 2 + 1],
    [-6 + 2 + 1, 2 + 4 + 6 + 0.5],
  ];
  const solution = gauss(matrix, [9 + 4, -3 + 8]);
  expected(equations).forEach((value, at) => expect(value).toBeCloseTo(solution[at], 12));
});

test('rows without entries become 0, and nothing behind a solution is written', async () => {
  const { arena, equations } = rowEquations(13);
  const { solutions, solutionStride } = equations;
  const before = solutions.slice();
  await solveRows(arena, equations, context);
  for (const [row, length] of lengths.entries()) {
    const first = row * solutionStride;
    expect(solutions.subarray(first + 13, first + 15)).toEqual(before.subarray(first + 13, first + 15));
    expect(solutions.subarray(first, first + 13).every((value) => (value === 0) === (length === 0))).toBe(true);
  }
});

test('one thread and two give the same bytes', async () => {
  const many = Array.from({ length: 3000 }, (_, row) => (row * 37) % 90);
  const { arena, equations } = rowEquations(33, { rows: many });
  await solveRows(arena, equations, context);
  const once = equations.solutions.slice();
  equations.solutions.fill(7);
  await solveRows(arena, equations, createContext({ threads: 2 }));
  expect(solutionsOf(equations)).toEqual(solutionsOf({ ...equations, solutions: once }));
});

test('a row on its own, in another arena, has the same bytes as among others', async () => {
  const { arena, equations } = rowEquations(50);
  await solveRows(arena, equations, context);
  const together = solutionsOf(equations);
  for (const row of lengths.keys()) {
    const other = rowEquations(50, { rows: lengths.slice(0, 1 + (row % 3)) }).arena;
    const [from, to] = equations.starts.subarray(row, row + 2);
    const alone = {
      ...equations,
      starts: other.place(Uint32Array.of(0, to - from)),
      indexes: other.place(equations.indexes.slice(from, to)),
      weights: other.place(equations.weights.slice(from, to)),
      targets: other.place(equations.targets.slice(from, to)),
      vectors: other.place(equations.vectors),
      regularization: other.place(equations.regularization.slice(row, row + 1)),
      solutions: other.float32(50),
      solutionStride: 50,
    };
    solveRowsHere(other, alone);
    expect([...alone.solutions]).toEqual(together[row]);
  }
});

test('a row of 20,000 entries keeps five digits', async () => {
  const { arena, equations } = rowEquations(24, { rows: [20_000] });
  await solveRows(arena, equations, context);
  expect(distance(solutionsOf(equations), expected(equations))).toBeLessThan(1e-5);
});
