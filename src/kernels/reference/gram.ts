/** Σ yyᵀ over the first `size` numbers of all rows, in float64: `size` rows of `size` numbers. */
export function gram(vectors: Float32Array, stride: number, size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < vectors.length; row += stride) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) matrix[i * size + j] += vectors[row + i] * vectors[row + j];
    }
  }
  return matrix;
}
