import type { Context } from '../context.ts';
import type { Arena } from './arena.ts';
import { parallel, rangesOfRows } from './parallel.ts';
import { paddedSize, rowArguments, type RowEquations } from './row-equations.ts';

export type { RowEquations };

/** Multiplications and additions of a task: a few milliseconds. */
const taskFlops = 1e7;

/** Solves every row's equations exactly, by Cholesky (the kernel of this name), on all threads. */
export function solveRows(arena: Arena, equations: RowEquations, context: Context): Promise<void> {
  const { starts, size } = equations;
  const tasks = rangesOfRows(starts, taskFlops / size ** 2).map(([from, to]) => rowArguments(equations, from, to));
  return parallel(arena, { kernel: 'solveRows', tasks, scratch: scratchBytes(size) }, context);
}

/** The same on this thread and at once, to the bit: for the history of one person. */
export function solveRowsHere(arena: Arena, equations: RowEquations): void {
  const region = arena.region();
  try {
    const scratch = region.uint8(scratchBytes(equations.size));
    arena.kernels.solveRows(...rowArguments(equations, 0, equations.starts.length - 1), scratch.byteOffset);
  } finally {
    region.release();
  }
}

/** The matrix, a row of it, and 64 rows for gathered vectors. */
const scratchBytes = (size: number): number => 4 * paddedSize(size) * (paddedSize(size) + 1 + 64);
