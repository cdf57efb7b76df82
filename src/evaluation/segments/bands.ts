import type { Groups } from './grouping.ts';

/** The last number of each band; those above the last have a band of their own. */
const ends = [0, 5, 20, 100];

const names = ['no ratings', '1 to 5', '6 to 20', '21 to 100', 'over 100'];
const numbers = names.map((_, band) => [band]);

/** Groups by how many ratings there are: none, 1 to 5, 6 to 20, 21 to 100, more. */
export function bands(counts: Uint32Array): Groups {
  return {
    names,
    of(index) {
      const band = ends.findIndex((end) => counts[index] <= end);
      return numbers[band < 0 ? ends.length : band];
    },
  };
}
