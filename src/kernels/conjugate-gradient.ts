import type { Context } from '../context.ts';
import type { Arena } from './arena.ts';
import { parallel, rangesOfRows } from './parallel.ts';
import { paddedSize, rowArguments, type RowEquations } from './row-equations.ts';

/** Multiplications and additions of a task: a few milliseconds. */
const taskFlops = 1e7;

/**
 * Brings every row's solution closer by `steps` steps of conjugate gradients (the kernel of this name), on all threads.
 * `size` and `vectorStride` are multiples of 4.
 */
export function conjugateGradient(
  arena: Arena,
  equations: RowEquations,
  steps: number,
  context: Context,
): Promise<void> {
  const { starts, size } = equations;
  const tasks = rangesOfRows(starts, taskFlops / (4 * (steps + 1) * size)).map(
    ([from, to]) => [...rowArguments(equations, from, to), steps] as const,
  );
  return parallel(arena, { kernel: 'conjugateGradient', tasks, scratch: 3 * 4 * paddedSize(size) }, context);
}
