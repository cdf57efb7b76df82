/** C + S · B for a sparse S, rows given by where their entries start; B and C have rows of `width` numbers. */
export function addRows(
  { starts, indexes, values }: { starts: Uint32Array; indexes: Int32Array; values: Float32Array },
  matrix: Float32Array,
  width: number,
  sums: Float32Array,
): Float64Array {
  return Float64Array.from(sums, (before, place) => {
    const [row, column] = [Math.floor(place / width), place % width];
    let sum = before;
    for (let at = starts[row]; at < starts[row + 1]; at++) sum += values[at] * matrix[indexes[at] * width + column];
    return sum;
  });
}
