/** The element in row `row` and column `column` of C + A · B, with A(r, t) given by a function. */
export function addProducts(
  before: number,
  coefficient: (term: number) => number,
  vectors: readonly ArrayLike<number>[],
  column: number,
): number {
  return vectors.reduce((sum, vector, term) => sum + coefficient(term) * vector[column], before);
}
