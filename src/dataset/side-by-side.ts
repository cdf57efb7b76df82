import type { FeatureSet } from './film-features.ts';
import { compress, type Allocator, type Rows } from './rows.ts';

/**
 * Feature sets as one matrix, films × all their features in order; each set scaled by what `scaleOf` says, such as the
 * root of its weight, so that it counts by the weight in products. O(entries).
 */
export function sideBySide(
  sets: readonly FeatureSet[],
  films: number,
  scaleOf: (set: FeatureSet) => number,
  allocator?: Allocator,
): { readonly count: number; readonly rows: Rows } {
  const size = sets.reduce((sum, { rows }) => sum + rows.indexes.length, 0);
  const triplets = { row: new Int32Array(size), column: new Int32Array(size), value: new Float32Array(size) };
  let [count, entry] = [0, 0];
  for (const set of sets) {
    const { features, rows } = set;
    const scale = scaleOf(set);
    for (let film = 0; film < films; film++) {
      for (let at = rows.starts[film]; at < rows.starts[film + 1]; at++, entry++) {
        triplets.row[entry] = film;
        triplets.column[entry] = count + rows.indexes[at];
        triplets.value[entry] = scale * rows.values[at];
      }
    }
    count += features.length;
  }
  return { count, rows: compress(triplets, films, count, allocator) };
}

/** By the root of the set's own weight. */
export const byWeight = ({ weight }: FeatureSet): number => Math.sqrt(weight);
