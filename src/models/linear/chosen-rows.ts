import type { Rows } from '../../dataset/rows.ts';

/** Some rows of a sparse matrix, in the given order, their values times a number. */
export function chosenRows({ starts, indexes, values }: Rows, wanted: Int32Array, scale = 1): Rows {
  const ends = new Uint32Array(wanted.length + 1);
  wanted.forEach((row, at) => (ends[at + 1] = ends[at] + starts[row + 1] - starts[row]));
  const size = ends[wanted.length];
  const chosen = { starts: ends, indexes: new Int32Array(size), values: new Float32Array(size) };
  wanted.forEach((row, at) => {
    chosen.indexes.set(indexes.subarray(starts[row], starts[row + 1]), ends[at]);
    chosen.values.set(
      values.subarray(starts[row], starts[row + 1]).map((value) => scale * value),
      ends[at],
    );
  });
  return chosen;
}
