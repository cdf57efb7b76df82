import { solve } from '../contract/solve.ts';

/** A ridge regression of which one row is solved: the matrix it starts from, and the vectors of its entries. */
interface Regression {
  /** How many numbers of the vectors count. */
  readonly size: number;
  readonly vectors: readonly Float32Array[];
  /** How much each entry counts; left out, 1. */
  readonly weights?: Float32Array;
  readonly ridge: number;
  /** G, row after row of `gramStride` numbers; left out, 0. */
  readonly gram?: Float32Array;
  readonly gramStride?: number;
}

/**
 * A solved vector is linear in what it was fitted to: x = A⁻¹ Σ tₖ yₖ with A = G + Σ wₖ yₖyₖᵀ + λI. So a score falls
 * apart into one amount for each entry, q·x = Σ tₖ (q·A⁻¹yₖ) (Hu, Koren, Volinsky 2008, §5). These are the factors of
 * the tₖ, in float64. O(entries · size² + size³).
 */
export function influences(
  { size, vectors, weights, ridge, gram, gramStride = size }: Regression,
  target: Float32Array,
): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = (gram?.[row * gramStride + column] ?? 0) + (row === column ? ridge : 0);
      vectors.forEach((vector, at) => (sum += (weights?.[at] ?? 1) * vector[row] * vector[column]));
      matrix[row * size + column] = sum;
    }
  }
  const influence = solve(matrix, Float64Array.from(target.subarray(0, size)));
  return Float64Array.from(vectors, (vector) => influence.reduce((sum, value, f) => sum + value * vector[f], 0));
}
