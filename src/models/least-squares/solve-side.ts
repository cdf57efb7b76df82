import type { Context } from '../../context.ts';
import type { Arena } from '../../kernels/arena.ts';
import { conjugateGradient } from '../../kernels/conjugate-gradient.ts';
import { gram } from '../../kernels/gram.ts';
import type { RowEquations } from '../../kernels/row-equations.ts';
import { solveBlocks } from '../../kernels/solve-blocks.ts';
import { solveRows } from '../../kernels/solve-rows.ts';

/** How the equations of a side are solved, and what each way needs to know. */
export interface Solver {
  readonly solver: 'conjugate-gradient' | 'cholesky' | 'blocks';
  /** Of conjugate gradients. */
  readonly steps: number;
  /** Of blocks; rounded up to a multiple of 4. */
  readonly blockSize: number;
}

/** The equations of all people, or of all films. */
export type Side = RowEquations & { readonly gram: Float32Array };

/**
 * Half an epoch of implicit least squares: sums up the Gram matrix of the other side's vectors, times the weight of what
 * is not rated, and solves all rows, or brings them closer.
 */
export async function solveSide(
  arena: Arena,
  side: Side,
  { solver, steps, blockSize, unobserved }: Solver & { readonly unobserved: number },
  context: Context,
): Promise<void> {
  const { vectors, vectorStride: stride, size } = side;
  await gram(arena, { vectors, stride, size, scale: unobserved }, side.gram, context);
  switch (solver) {
    case 'cholesky':
      return solveRows(arena, side, context);
    case 'conjugate-gradient':
      return conjugateGradient(arena, side, steps, context);
    case 'blocks':
      return solveBlocks(arena, side, 4 * Math.ceil(blockSize / 4), context);
  }
}
