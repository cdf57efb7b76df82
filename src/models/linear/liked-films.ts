import type { Rows } from '../../dataset/rows.ts';

/** The length of the rows of a matrix of films: a multiple of 8, as the kernels want it. */
export const widthFor = (films: number): number => Math.max(8, Math.ceil(films / 8) * 8);

/** Which column of a matrix each film has. */
export const columnsOf = (films: Int32Array): Map<number, number> =>
  new Map(Array.from(films, (film, column) => [film, column]));

/** The films that at least so many people liked, ascending. */
export function filmsLiked({ starts, values }: Rows, from: number, minRatings: number): Int32Array {
  const liked = (film: number): number => {
    let count = 0;
    for (let at = starts[film]; at < starts[film + 1]; at++) count += Number(values[at] >= from);
    return count;
  };
  return Int32Array.from({ length: starts.length - 1 }, (_, film) => film).filter((film) => liked(film) >= minRatings);
}

/** The columns of the films that each person liked; all values are 1. */
export function likedOnly({ starts, indexes, values }: Rows, from: number, columns: Map<number, number>): Rows {
  const liked = { starts: new Uint32Array(starts.length), indexes: new Int32Array(indexes.length) };
  let count = 0;
  for (let user = 0; user + 1 < starts.length; user++) {
    for (let at = starts[user]; at < starts[user + 1]; at++) {
      const column = values[at] >= from ? columns.get(indexes[at]) : undefined;
      if (column !== undefined) liked.indexes[count++] = column;
    }
    liked.starts[user + 1] = count;
  }
  return { ...liked, indexes: liked.indexes.subarray(0, count), values: new Float32Array(count).fill(1) };
}
