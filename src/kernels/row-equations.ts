import type { Call } from './call.ts';

/**
 * The normal equations of ridge regressions, one a row: (G + Σ wₖ yₖyₖᵀ + λᵣ I) xᵣ = Σ tₖ yₖ, over the entries k of row
 * r. It is what alternating least squares solves for all people, then for all films. All arrays live in one arena.
 */
export interface RowEquations {
  /** Row r has the entries starts[r] … starts[r + 1]. */
  readonly starts: Uint32Array;
  /** Which vector yₖ is, by its row in `vectors`. */
  readonly indexes: Int32Array;
  /** wₖ ≥ 0; left out, all are 1. */
  readonly weights?: Float32Array | undefined;
  readonly targets: Float32Array;
  readonly vectors: Float32Array;
  /** How many numbers apart vectors are, and how many of them count. */
  readonly vectorStride: number;
  readonly size: number;
  /** G, as gram.ts makes it; left out, 0. */
  readonly gram?: Float32Array | undefined;
  /** λᵣ > 0. */
  readonly regularization: Float32Array;
  /** Where the solutions go: the first `size` numbers of each row, the rest is left alone. */
  readonly solutions: Float32Array;
  readonly solutionStride: number;
}

/** The rows of a matrix with `size` columns are so long, in the kernels: the next multiple of 8. */
export const paddedSize = (size: number): number => Math.ceil(size / 8) * 8;

/** What every kernel that solves them is called with first. */
export const rowArguments = (equations: RowEquations, firstRow: number, lastRow: number): Call<'solveRows'> => [
  firstRow,
  lastRow,
  equations.starts.byteOffset,
  equations.indexes.byteOffset,
  equations.weights?.byteOffset ?? 0,
  equations.targets.byteOffset,
  equations.solutions.byteOffset,
  equations.solutionStride,
  equations.vectors.byteOffset,
  equations.vectorStride,
  equations.size,
  equations.gram?.byteOffset ?? 0,
  equations.regularization.byteOffset,
];
