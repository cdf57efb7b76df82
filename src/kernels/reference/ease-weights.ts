/** B = I − P diag(1 / diag P), from P in full (Steck 2019, eq. 8). */
export const easeWeights = (inverse: Float64Array, size: number): Float64Array =>
  inverse.map((value, at) => {
    const column = at % size;
    return at === column * (size + 1) ? 0 : -value / inverse[column * (size + 1)];
  });
