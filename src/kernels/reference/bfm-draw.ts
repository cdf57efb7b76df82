import { eliminate } from './eliminate.ts';

/** A factorization machine as such: which features each rating has, and of what value. */
export interface Features {
  readonly ratings: readonly (readonly { readonly feature: number; readonly value: number }[])[];
  /** Four numbers for each feature, and what is left of each rating; both are changed in place. */
  readonly vectors: number[][];
  readonly errors: number[];
}

/**
 * Draws the four numbers of one feature from their joint distribution given all else, from the definition of the model:
 * ½ Σ ((Σ v x)² − Σ v² x²) for a factor, Σ v x for the linear weight. O(ratings · features a rating), where the kernels
 * bfmCollect, bfmDraw and bfmSpread go through what ratings have in common once.
 */
export function bfmDraw(
  { ratings, vectors, errors }: Features,
  feature: number,
  kinds: readonly ('factor' | 'weight' | 'none')[],
  prior: { readonly precisions: readonly number[]; readonly means: readonly number[] },
  noise: number,
  normals: readonly number[],
): void {
  const old = [...vectors[feature]];
  const matrix = kinds.map((_, row) =>
    Float64Array.from(kinds, (_, column) => (row === column ? prior.precisions[row] : 0)),
  );
  const right = Float64Array.from(kinds, (_, row) => prior.precisions[row] * prior.means[row]);
  const gradients = ratings.map((features) => {
    const x = features.find((one) => one.feature === feature)?.value ?? 0;
    return kinds.map((kind, f) => {
      if (kind !== 'factor') return kind === 'weight' ? x : 0;
      return x * (features.reduce((sum, one) => sum + one.value * vectors[one.feature][f], 0) - x * old[f]);
    });
  });
  for (const [at, h] of gradients.entries()) {
    const target = errors[at] + h.reduce((sum, number, f) => sum + number * old[f], 0);
    for (const [row, number] of h.entries()) {
      right[row] += noise * target * number;
      for (const [column, other] of h.entries()) matrix[row][column] += noise * number * other;
    }
  }
  const factor = cholesky(matrix);
  const mean = eliminate(matrix, right);
  // The draw is the mean and L⁻ᵀ ε.
  const drawn = Float64Array.from(normals);
  for (let row = drawn.length - 1; row >= 0; row--) {
    for (let below = row + 1; below < drawn.length; below++) drawn[row] -= factor[below][row] * drawn[below];
    drawn[row] /= factor[row][row];
  }
  vectors[feature] = Array.from(mean, (number, f) => number + drawn[f]);
  for (const [at, h] of gradients.entries()) {
    errors[at] -= h.reduce((sum, number, f) => sum + number * (vectors[feature][f] - old[f]), 0);
  }
}

/** L with L Lᵀ = A. */
function cholesky(matrix: readonly Float64Array[]): number[][] {
  const factor: number[][] = [];
  for (const [row, numbers] of matrix.entries()) {
    factor.push([]);
    for (let column = 0; column <= row; column++) {
      let sum = numbers[column];
      for (let k = 0; k < column; k++) sum -= factor[row][k] * factor[column][k];
      factor[row].push(row === column ? Math.sqrt(sum) : sum / factor[column][column]);
    }
  }
  return factor;
}
