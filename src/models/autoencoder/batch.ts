import { transpose, type Rows } from '../../dataset/rows.ts';
import type { Region } from '../../kernels/arena.ts';
import { uniform } from '../../random.ts';

/** What a step of training sees of some people, in the arena. */
export interface Batch {
  readonly people: number;
  /** What each of them likes: what the network is to tell. */
  readonly likes: Rows;
  /** What it is told: what dropout leaves of that, with the weight of each film, and column `films`, of weight 1. */
  readonly inputs: Rows;
  /** The same by film. */
  readonly inputsByFilm: Rows;
}

/** How much each of `count` liked films counts as an input: their vector has length 1. */
export const inputWeight = (count: number): number => 1 / Math.sqrt(Math.max(1, count));

/**
 * The batch of some people. Dropout leaves a film out with probability `dropout`, by its place among all likes and the
 * purpose alone, and raises the weight of the others by 1 / (1 − dropout).
 */
export function batchOf(
  likes: Rows,
  people: Uint32Array,
  { films, dropout, seed, purpose }: { films: number; dropout: number; seed: number; purpose: string },
  region: Region,
): Batch {
  const chance = uniform(seed, purpose);
  const [own, kept] = [rowsFor(likes, people, 0), rowsFor(likes, people, people.length)];
  let [count, left] = [0, 0];
  for (const [row, person] of people.entries()) {
    const [from, to] = [likes.starts[person], likes.starts[person + 1]];
    const weight = inputWeight(to - from) / (1 - dropout);
    for (let at = from; at < to; at++) {
      own.indexes[count++] = likes.indexes[at];
      if (chance(at) < dropout) continue;
      kept.indexes[left] = likes.indexes[at];
      kept.values[left++] = weight;
    }
    kept.indexes[left] = films;
    kept.values[left++] = 1;
    own.starts[row + 1] = count;
    kept.starts[row + 1] = left;
  }
  const inputs = { ...kept, indexes: kept.indexes.subarray(0, left), values: kept.values.subarray(0, left) };
  return {
    people: people.length,
    likes: placed(own, region),
    inputs: placed(inputs, region),
    inputsByFilm: placed(transpose(inputs, films + 1), region),
  };
}

function rowsFor({ starts }: Rows, people: Uint32Array, more: number): Rows {
  const count = people.reduce((sum, person) => sum + starts[person + 1] - starts[person], more);
  return {
    starts: new Uint32Array(people.length + 1),
    indexes: new Int32Array(count),
    values: new Float32Array(count),
  };
}

const placed = ({ starts, indexes, values }: Rows, region: Region): Rows => ({
  starts: region.place(starts),
  indexes: region.place(indexes),
  values: region.place(values),
});
