/** What the kernel of this name computes, by a stable sort. */
export const orderByLikeness = (similarities: ArrayLike<number>): number[] =>
  Array.from(similarities, (similarity, row) => ({ similarity, row }))
    .filter(({ similarity }) => similarity > 0)
    .sort((a, b) => b.similarity - a.similarity || a.row - b.row)
    .map(({ row }) => row);
