import type { Rows } from '../../dataset/rows.ts';

/** Writes the cosine of each film's vector with one's, where the two have anything in common. O(entries). */
export function cosines({ starts, indexes, values }: Rows, film: number, similarities: Float32Array): void {
  const lengthOf = (row: number): number => {
    let squares = 0;
    for (let at = starts[row]; at < starts[row + 1]; at++) squares += values[at] ** 2;
    return Math.sqrt(squares);
  };
  const own = new Map<number, number>();
  for (let at = starts[film]; at < starts[film + 1]; at++) own.set(indexes[at], values[at] / lengthOf(film));
  for (let other = 0; other < similarities.length; other++) {
    let sum = 0;
    for (let at = starts[other]; at < starts[other + 1]; at++) sum += values[at] * (own.get(indexes[at]) ?? 0);
    if (sum > 0) similarities[other] = sum / lengthOf(other);
  }
}
