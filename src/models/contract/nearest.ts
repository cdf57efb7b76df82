/**
 * For each row (an item to be scored), the `size` offers with the largest weights: the neighbors that a neighborhood
 * model averages over. Among equal weights the first offer stays, so offer in ascending order of id.
 */
export class Nearest {
  readonly counts: Uint16Array;
  readonly ids: Int32Array;
  /** Descending within a row. */
  readonly weights: Float32Array;
  readonly values: Float32Array;

  constructor(
    readonly rows: number,
    readonly size: number,
  ) {
    this.counts = new Uint16Array(rows);
    this.ids = new Int32Array(rows * size);
    this.weights = new Float32Array(rows * size);
    this.values = new Float32Array(rows * size);
  }

  clear(): void {
    this.counts.fill(0);
  }

  offer(row: number, id: number, weight: number, value: number): void {
    const { ids, weights, values, size, counts } = this;
    const start = row * size;
    if (counts[row] === size && !(weight > weights[start + size - 1])) return;
    let place = counts[row] < size ? start + counts[row]++ : start + size - 1;
    for (; place > start && weights[place - 1] < weight; place--) {
      ids[place] = ids[place - 1];
      weights[place] = weights[place - 1];
      values[place] = values[place - 1];
    }
    ids[place] = id;
    weights[place] = weight;
    values[place] = value;
  }

  /** Σ weight · value of a row. */
  weightedSum(row: number): number {
    let sum = 0;
    for (let at = row * this.size, end = at + this.counts[row]; at < end; at++)
      sum += this.weights[at] * this.values[at];
    return sum;
  }

  /** Σ weight of a row. */
  totalWeight(row: number): number {
    let sum = 0;
    for (let at = row * this.size, end = at + this.counts[row]; at < end; at++) sum += this.weights[at];
    return sum;
  }
}
