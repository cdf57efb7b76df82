/** The sum of some rows of a matrix whose rows have `width` numbers. */
export const sumRows = (indexes: Int32Array, matrix: Float32Array, width: number): Float64Array =>
  Float64Array.from({ length: width }, (_, column) =>
    indexes.reduce((sum, row) => sum + matrix[row * width + column], 0),
  );
