import type { Context } from '../context.ts';
import type { Arena } from './arena.ts';
import { parallel, rangesOfRows } from './parallel.ts';
import { paddedSize, rowArguments, type RowEquations } from './row-equations.ts';

/** Multiplications and additions of a task: a few milliseconds. */
const taskFlops = 1e7;

/**
 * Brings every row's solution closer by a Newton step on each block of `blockSize` of its numbers (iALS++, the kernel
 * of this name), on all threads. `size`, `vectorStride` and `blockSize` are multiples of 4.
 */
export function solveBlocks(
  arena: Arena,
  equations: RowEquations & { readonly gram: Float32Array },
  blockSize: number,
  context: Context,
): Promise<void> {
  const { starts, size } = equations;
  const tasks = rangesOfRows(starts, taskFlops / (size * (blockSize + 6))).map(
    ([from, to]) => [...rowArguments(equations, from, to), blockSize] as const,
  );
  const longest = starts.reduce((most, start, row) => Math.max(most, start - starts[Math.max(row - 1, 0)]), 0);
  const padded = paddedSize(blockSize);
  const scratch = 4 * (padded * (padded + 1 + 64) + longest);
  return parallel(arena, { kernel: 'solveBlocks', tasks, scratch }, context);
}
