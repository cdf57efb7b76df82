/**
 * The partial correlation of a film of EASE's matrix with each other: how far two go together among people who agree on
 * all others. It is −P(i, j) / √(P(i, i) P(j, j)), and so the geometric mean of the weights that each has for the other.
 */
export function partialCorrelations(
  { films, weights, width }: { films: Int32Array; weights: Float32Array; width: number },
  row: number,
  similarities: Float32Array,
): void {
  films.forEach((film, column) => {
    const weight = weights[row * width + column];
    similarities[film] = Math.sign(weight) * Math.sqrt(weight * weights[column * width + row]);
  });
}
