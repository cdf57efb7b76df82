/** Solves A x = b in place for a symmetric positive definite A (row-major, its lower half is overwritten). O(size³). */
export function solve(a: Float64Array, b: Float64Array): Float64Array {
  const size = b.length;
  choleskyInPlace(a, size);
  for (let row = 0; row < size; row++) {
    let sum = b[row];
    for (let k = 0; k < row; k++) sum -= a[row * size + k] * b[k];
    b[row] = sum / a[row * size + row];
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = b[row];
    for (let k = row + 1; k < size; k++) sum -= a[k * size + row] * b[k];
    b[row] = sum / a[row * size + row];
  }
  return b;
}

/** A = L Lᵀ, with L in A's lower half. */
function choleskyInPlace(a: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = a[row * size + column];
      for (let k = 0; k < column; k++) sum -= a[row * size + k] * a[column * size + k];
      a[row * size + column] = row === column ? Math.sqrt(sum) : sum / a[column * size + column];
    }
  }
}
