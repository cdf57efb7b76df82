import type { Context } from '../../context.ts';
import type { Rows } from '../../dataset/rows.ts';
import { Arena } from '../../kernels/arena.ts';
import { multiplySparse } from '../../kernels/multiply-sparse.ts';

/** What profiles are made of: film vectors, in an arena, and the average that a taste is compared with. */
export interface FilmVectors extends Rows {
  readonly average: Float32Array;
}

/** Whose profile it is: films, and how much each speaks for films like it, or against them. */
export interface Speaker {
  readonly items: Int32Array;
  readonly voices: Float64Array;
}

/** The bytes that profiles side by side take at most. */
const mostBytes = 64 * 2 ** 20;

/** How much someone likes each feature: Σ αⱼ (xⱼ − average). O(entries of the history + features). */
export function profileOf({ starts, indexes, values, average }: FilmVectors, { items, voices }: Speaker): Float32Array {
  const all = voices.reduce((sum, voice) => sum + voice, 0);
  const profile = Float64Array.from(average, (value) => -all * value);
  for (const [row, item] of items.entries()) {
    for (let at = starts[item]; at < starts[item + 1]; at++) profile[indexes[at]] += voices[row] * values[at];
  }
  return Float32Array.from(profile);
}

/** x · profile, summed in float32 one entry after another, as the kernel `sparseProducts` does. */
export function likingOf({ starts, indexes, values }: Rows, profile: Float32Array, film: number): number {
  let sum = 0;
  for (let at = starts[film]; at < starts[film + 1]; at++) {
    sum = Math.fround(sum + Math.fround(values[at] * profile[indexes[at]]));
  }
  return sum;
}

/** The same of all films for several people, to the bit, on all threads: row after row of `likings`. */
export async function likingsOfMany(
  films: FilmVectors,
  speakers: readonly Speaker[],
  likings: Float32Array,
  context: Context,
): Promise<void> {
  const arena = Arena.of(films.values)!;
  const columns = films.average.length;
  const count = films.starts.length - 1;
  const atOnce = Math.max(4, Math.floor(mostBytes / (4 * (columns + count)) / 4) * 4);
  for (let first = 0; first < speakers.length; first += atOnce) {
    const some = speakers.slice(first, first + atOnce);
    const width = Math.ceil(some.length / 4) * 4;
    const region = arena.region();
    try {
      const dense = region.float32(columns * width);
      for (const [place, speaker] of some.entries()) {
        const profile = profileOf(films, speaker);
        for (let column = 0; column < columns; column++) dense[column * width + place] = profile[column];
      }
      const product = region.float32(count * width);
      await multiplySparse(arena, { sparse: films, dense, width, product }, context);
      for (let film = 0; film < count; film++) {
        for (const place of some.keys()) likings[(first + place) * count + film] = product[film * width + place];
      }
    } finally {
      region.release();
    }
  }
}
