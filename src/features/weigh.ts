import type { Rows } from '../dataset/rows.ts';

/** How much a feature counts that so many of the films have, of those that have any; 0 takes it out. */
export type Worth = (films: number, all: number) => number;

/** The worth of words and tags: ln((1 + all) / (1 + films)) + 1, the smoothed inverse document frequency. */
export const inverseFrequency: Worth = (films, all) => Math.log((1 + all) / (1 + films)) + 1;

/**
 * The same worth, and none to what fewer than `least` films have, since it connects nothing, or more than the share
 * `most` of all.
 */
export const frequencyWithin =
  ({ least = 2, most = 1 }: { least?: number; most?: number }): Worth =>
  (films, all) =>
    films < least || films > most * all ? 0 : inverseFrequency(films, all);

/**
 * Multiplies each entry by the worth of its feature and brings each row to length 1. Features that are worth nothing are
 * left out, and the others numbered anew in their order. Linear in entries and features.
 */
export function weigh<F>(
  features: readonly F[],
  { starts, indexes, values }: Rows,
  worth: Worth,
): { features: F[]; rows: Rows } {
  const counts = new Uint32Array(features.length);
  for (let at = 0; at < indexes.length; at++) counts[indexes[at]]++;
  let all = 0;
  for (let row = 0; row + 1 < starts.length; row++) if (starts[row + 1] > starts[row]) all++;
  const worths = Float64Array.from(counts, (films) => (films > 0 ? worth(films, all) : 0));
  const places = new Int32Array(features.length).fill(-1);
  const kept = features.filter((_, feature) => worths[feature] > 0);
  for (let feature = 0, place = 0; feature < features.length; feature++) {
    if (worths[feature] > 0) places[feature] = place++;
  }

  const weighed = { starts: new Uint32Array(starts.length), indexes: new Int32Array(indexes.length) };
  const found = new Float32Array(values.length);
  let count = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    const first = count;
    let squares = 0;
    for (let at = starts[row]; at < starts[row + 1]; at++) {
      const place = places[indexes[at]];
      if (place < 0) continue;
      const value = values[at] * worths[indexes[at]];
      squares += value * value;
      weighed.indexes[count] = place;
      found[count++] = value;
    }
    const length = Math.sqrt(squares);
    for (let at = first; at < count; at++) found[at] /= length;
    weighed.starts[row + 1] = count;
  }
  return {
    features: kept,
    rows: { ...weighed, indexes: weighed.indexes.slice(0, count), values: found.slice(0, count) },
  };
}
