import type { RowEquations } from '../row-equations.ts';

/** Equations as the references take them: `gram` in full, `size` numbers a row, and without a place for solutions. */
export type Equations = Omit<RowEquations, 'solutions' | 'solutionStride' | 'gram'> & {
  readonly gram?: ArrayLike<number> | undefined;
};

/** G + Σ wₖ yₖyₖᵀ + λᵣ I of one row, straight from the formula in float64. */
export function matrixOf(
  { starts, indexes, weights, vectors, vectorStride, size, gram, regularization }: Equations,
  row: number,
): Float64Array[] {
  const matrix = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (_, j) => (gram?.[i * size + j] ?? 0) + (i === j ? regularization[row] : 0)),
  );
  for (let at = starts[row]; at < starts[row + 1]; at++) {
    const y = vectors.subarray(indexes[at] * vectorStride, indexes[at] * vectorStride + size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) matrix[i][j] += (weights?.[at] ?? 1) * y[i] * y[j];
    }
  }
  return matrix;
}

/** Σ tₖ yₖ of one row. */
export function rightSide(
  { starts, indexes, targets, vectors, vectorStride, size }: Equations,
  row: number,
): Float64Array {
  const right = new Float64Array(size);
  for (let at = starts[row]; at < starts[row + 1]; at++) {
    for (let i = 0; i < size; i++) right[i] += targets[at] * vectors[indexes[at] * vectorStride + i];
  }
  return right;
}

export const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, at) => sum + value * b[at], 0);
