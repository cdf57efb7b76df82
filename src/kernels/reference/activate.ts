/** A layer's output for a row of its input: tanh of the first `size` numbers, a 1, and zeros. */
export const activate = (row: ArrayLike<number>, size: number): Float64Array =>
  Float64Array.from(row, (value, at) => (at < size ? Math.tanh(value) : Number(at === size)));
