/** Draws an index with a probability proportional to its weight in constant time (Walker 1977, Vose 1991). */
export class AliasTable {
  readonly #keep: Float64Array;
  readonly #other: Int32Array;

  constructor(weights: Float64Array) {
    const count = weights.length;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#keep = weights.map((weight) => (weight / total) * count);
    this.#other = Int32Array.from({ length: count }, (_, index) => index);
    const small: number[] = [];
    const large: number[] = [];
    for (let index = 0; index < count; index++) (this.#keep[index] < 1 ? small : large).push(index);
    while (small.length > 0 && large.length > 0) {
      const poor = small.pop()!;
      const rich = large.at(-1)!;
      this.#other[poor] = rich;
      this.#keep[rich] -= 1 - this.#keep[poor];
      if (this.#keep[rich] < 1) small.push(large.pop()!);
    }
    // What is left is full but for rounding.
    for (const index of [...small, ...large]) this.#keep[index] = 1;
  }

  /** The index for a uniform number in [0, 1), whose fraction within the cell decides between the cell's two. */
  draw(uniform: number): number {
    const at = uniform * this.#keep.length;
    const cell = Math.floor(at);
    return at - cell < this.#keep[cell] ? cell : this.#other[cell];
  }
}
