/** A sparse matrix times a dense one, both given as rows, in float64 and straight from the formula. */
export function sparseProducts(
  { starts, indexes, values }: { starts: Uint32Array; indexes: Int32Array; values: Float32Array },
  matrix: readonly ArrayLike<number>[],
  width: number,
): Float64Array[] {
  return Array.from({ length: starts.length - 1 }, (_, row) =>
    Float64Array.from({ length: width }, (__, column) => {
      let sum = 0;
      for (let at = starts[row]; at < starts[row + 1]; at++) sum += values[at] * matrix[indexes[at]][column];
      return sum;
    }),
  );
}
