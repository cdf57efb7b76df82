/** C + A · B, with A(r, t) given by a function, and B and C by rows of `width` numbers. */
export const addProducts = (
  coefficient: (row: number, term: number) => number,
  terms: number,
  vectors: Float32Array,
  width: number,
  sums: Float32Array,
): Float64Array =>
  Float64Array.from(sums, (before, place) => {
    const [row, column] = [Math.floor(place / width), place % width];
    let sum = before;
    for (let term = 0; term < terms; term++) sum += coefficient(row, term) * vectors[term * width + column];
    return sum;
  });
