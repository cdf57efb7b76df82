/** Solves A x = b for a positive definite A by the elimination of Gauss and Jordan, without pivots; both are used up. */
export function eliminate(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  for (let pivot = 0; pivot < right.length; pivot++) {
    for (let row = 0; row < right.length; row++) {
      if (row === pivot) continue;
      const factor = matrix[row][pivot] / matrix[pivot][pivot];
      for (let column = pivot; column < right.length; column++) matrix[row][column] -= factor * matrix[pivot][column];
      right[row] -= factor * right[pivot];
    }
  }
  return right.map((value, row) => value / matrix[row][row]);
}
