/**
 * For each row (an item to be scored), the `size` offers with the largest weights: the neighbors that a neighborhood
 * model averages over. An offer is a place in a history, and how much it weighs. Of equal weights the first stays.
 * Until a row is full an offer is only noted; from then on the row is a heap with the lightest on top: O(log size).
 */
export class Nearest {
  readonly counts: Uint16Array;
  /** In no order within a row. */
  readonly places: Int32Array;
  readonly weights: Float32Array;

  constructor(
    readonly rows: number,
    readonly size: number,
  ) {
    this.counts = new Uint16Array(rows);
    this.places = new Int32Array(rows * size);
    this.weights = new Float32Array(rows * size);
  }

  /** Offers come by ascending place. */
  offer(row: number, place: number, weight: number): void {
    const { counts, places, weights, size } = this;
    const start = row * size;
    const count = counts[row];
    if (count < size) {
      places[start + count] = place;
      weights[start + count] = weight;
      counts[row] = count + 1;
      if (count + 1 === size) for (let at = (size >> 1) - 1; at >= 0; at--) this.#sink(start, at);
    } else if (weight > weights[start]) {
      places[start] = place;
      weights[start] = weight;
      this.#sink(start, 0);
    }
  }

  /** Σ weight · value of a row, `values` being by place. */
  weightedSum(row: number, values: Float32Array): number {
    let sum = 0;
    const start = row * this.size;
    for (let at = start; at < start + this.counts[row]; at++) sum += this.weights[at] * values[this.places[at]];
    return sum;
  }

  /** Σ weight of a row. */
  totalWeight(row: number): number {
    let sum = 0;
    const start = row * this.size;
    for (let at = start; at < start + this.counts[row]; at++) sum += this.weights[at];
    return sum;
  }

  /** Moves an entry down until both below it are heavier, or as heavy and offered earlier. */
  #sink(start: number, from: number): void {
    const { places, weights, size } = this;
    const [place, weight] = [places[start + from], weights[start + from]];
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#isLighter(start + child + 1, start + child)) child++;
      const lighter =
        weights[start + child] < weight || (weights[start + child] === weight && places[start + child] > place);
      if (!lighter) break;
      places[start + at] = places[start + child];
      weights[start + at] = weights[start + child];
      at = child;
    }
    places[start + at] = place;
    weights[start + at] = weight;
  }

  #isLighter(a: number, b: number): boolean {
    const { places, weights } = this;
    return weights[a] < weights[b] || (weights[a] === weights[b] && places[a] > places[b]);
  }
}
