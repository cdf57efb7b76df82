import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { solveBlocks as expected } from '../../src/kernels/reference/solve-blocks.ts';
import { solveRows as solution } from '../../src/kernels/reference/solve-rows.ts';
import { solveBlocks } from '../../src/kernels/solve-blocks.ts';
import { distance, gramMatrix, lengths, rowEquations, solutionsOf } from '../fixtures/row-equations.ts';

const context = createContext({ threads: 1 });
const cases = [4, 8, 12, 20, 36, 64, 68].flatMap((size) => [4, 8, 12, 32].map((block) => [size, block] as const));

test.each(cases)('%i factors in blocks of %i agree with float64 within 2e-5', async (size, blockSize) => {
  const { arena, equations: all } = rowEquations(size, { spare: 4 });
  const { full, padded } = gramMatrix(size);
  const equations = { ...all, gram: arena.place(padded) };
  const start = Float64Array.from(solutionsOf(equations).flat());
  const oracle = expected({ ...equations, gram: full }, start, blockSize);
  await solveBlocks(arena, equations, blockSize, context);
  expect(distance(solutionsOf(equations), oracle)).toBeLessThan(2e-5);
});

describe.each([8, 64])('%i factors', (size) => {
  test('one block that holds everything is the exact solution', async () => {
    const { arena, equations: all } = rowEquations(size, { spare: 0 });
    const { full, padded } = gramMatrix(size);
    const equations = { ...all, gram: arena.place(padded), weights: undefined };
    await solveBlocks(arena, equations, size, context);
    expect(distance(solutionsOf(equations), solution({ ...equations, gram: full }))).toBeLessThan(2e-5);
  });
});

test('rows without entries become 0', async () => {
  const { arena, equations } = rowEquations(12, { spare: 0 });
  const gram = arena.place(gramMatrix(12).padded);
  await solveBlocks(arena, { ...equations, gram }, 8, context);
  for (const [row, values] of solutionsOf(equations).entries()) {
    expect(values.every((value) => (value === 0) === (lengths[row] === 0))).toBe(true);
  }
});

test('one thread and two give the same bytes', async () => {
  const rows = Array.from({ length: 3000 }, (_, row) => (row * 37) % 190);
  const results = [1, 2].map(async (threads) => {
    const { arena, equations } = rowEquations(36, { rows, spare: 0 });
    const gram = arena.place(gramMatrix(36).padded);
    await solveBlocks(arena, { ...equations, gram }, 16, createContext({ threads }));
    return solutionsOf(equations);
  });
  expect(await results[1]).toEqual(await results[0]);
});
