import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { conjugateGradient } from '../../src/kernels/conjugate-gradient.ts';
import { conjugateGradient as expected } from '../../src/kernels/reference/conjugate-gradient.ts';
import { solveRows as solution } from '../../src/kernels/reference/solve-rows.ts';
import { distance, gramMatrix, lengths, rowEquations, solutionsOf } from '../fixtures/row-equations.ts';

const context = createContext({ threads: 1 });
const sizes = [4, 8, 12, 20, 32, 64, 68, 100];
const startOf = (equations: Parameters<typeof solutionsOf>[0]): Float64Array =>
  Float64Array.from(solutionsOf(equations).flat());

describe.each(sizes)('%i factors', (size) => {
  test.each([0, 1, 2, 3, 5])('%i steps agree with float64 within 2e-5', async (steps) => {
    const { arena, equations: all } = rowEquations(size, { spare: 4 });
    const { full, padded } = gramMatrix(size);
    const equations = { ...all, gram: arena.place(padded) };
    const oracle = expected({ ...equations, gram: full }, startOf(equations), steps);
    await conjugateGradient(arena, equations, steps, context);
    expect(distance(solutionsOf(equations), oracle)).toBeLessThan(2e-5);
  });

  test('without weights and Gram matrix, as many steps as there are factors reach the exact solution', async () => {
    const { arena, equations: all } = rowEquations(size, { spare: 4 });
    const equations = { ...all, weights: undefined };
    await conjugateGradient(arena, equations, size, context);
    expect(distance(solutionsOf(equations), solution(equations))).toBeLessThan(2e-5);
  });
});

test('from the exact solution it goes nowhere', async () => {
  const { arena, equations } = rowEquations(16, { spare: 0 });
  const exact = solution(equations);
  for (const row of lengths.keys()) {
    equations.solutions.set(exact.subarray(row * 16, (row + 1) * 16), row * equations.solutionStride);
  }
  await conjugateGradient(arena, equations, 3, context);
  expect(distance(solutionsOf(equations), exact)).toBeLessThan(1e-5);
});

test('rows without entries become 0', async () => {
  const { arena, equations } = rowEquations(12, { spare: 0 });
  await conjugateGradient(arena, equations, 2, context);
  for (const [row, values] of solutionsOf(equations).entries()) {
    expect(values.every((value) => (value === 0) === (lengths[row] === 0))).toBe(true);
  }
});

test('one thread and two give the same bytes', async () => {
  const rows = Array.from({ length: 3000 }, (_, row) => (row * 37) % 190);
  const results = [1, 2].map(async (threads) => {
    const { arena, equations } = rowEquations(36, { rows, spare: 0 });
    await conjugateGradient(arena, equations, 3, createContext({ threads }));
    return solutionsOf(equations);
  });
  expect(await results[1]).toEqual(await results[0]);
});
