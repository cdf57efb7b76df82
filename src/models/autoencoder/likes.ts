import { filterRows, type Rows } from '../../dataset/rows.ts';
import { hiddenWidth, type NetworkSize } from './network.ts';

/** What a network learns from: films that anyone liked, ascending, and the likes of everyone who liked any of them. */
export interface Likes {
  readonly films: Int32Array;
  /** Columns are places in `films`; all values are 1. */
  readonly likes: Rows;
}

/** The likes among ratings, ratings from `from` on being such. */
export function likesOf(ratings: Rows, from: number, filmCount: number): Likes {
  const { starts, indexes, values } = filterRows(ratings, (value) => value >= from);
  const columns = new Int32Array(filmCount).fill(-1);
  for (const film of indexes) columns[film] = 0;
  const films = Int32Array.from({ length: filmCount }, (_, film) => film).filter((film) => columns[film] === 0);
  films.forEach((film, column) => (columns[film] = column));
  const likes = {
    starts: starts.filter((start, row) => row === 0 || start > starts[row - 1]),
    indexes: indexes.map((film) => columns[film]),
    values: values.fill(1),
  };
  return { films, likes };
}

/**
 * The output weights as rows for all films of the catalog. Of a film that nobody liked the network says nothing: it gets
 * the lowest score that any other film could get, units being between −1 and 1, and so comes last for everyone.
 */
export function outputRows(
  output: Float32Array,
  films: Int32Array,
  filmCount: number,
  size: NetworkSize,
): Float32Array {
  const width = hiddenWidth(size);
  const rows = new Float32Array(filmCount * width);
  let least = 0;
  for (let row = 0; row < films.length; row++) {
    let lowest = output[row * width + size.hidden];
    for (let f = 0; f < size.hidden; f++) lowest -= Math.abs(output[row * width + f]);
    least = Math.min(least, lowest);
  }
  for (let film = 0; film < filmCount; film++) rows[film * width + size.hidden] = least;
  films.forEach((film, row) => rows.set(output.subarray(row * width, (row + 1) * width), film * width));
  return rows;
}
