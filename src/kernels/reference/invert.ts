/** The inverse of a positive definite matrix of `size` rows, in full: Gauss and Jordan, without a search for pivots. */
export function invert(matrix: Float64Array, size: number): Float64Array {
  const left = matrix.slice();
  const right = Float64Array.from(left, (_, at) => Number(at % (size + 1) === 0));
  for (let pivot = 0; pivot < size; pivot++) {
    const diagonal = left[pivot * size + pivot];
    for (let column = 0; column < size; column++) {
      left[pivot * size + column] /= diagonal;
      right[pivot * size + column] /= diagonal;
    }
    for (let row = 0; row < size; row++) {
      const factor = left[row * size + pivot];
      if (row === pivot || factor === 0) continue;
      for (let column = 0; column < size; column++) {
        left[row * size + column] -= factor * left[pivot * size + column];
        right[row * size + column] -= factor * right[pivot * size + column];
      }
    }
  }
  return right;
}
