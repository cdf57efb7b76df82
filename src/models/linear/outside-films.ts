import type { Rows } from '../../dataset/rows.ts';

/** EASE's matrix B and the diagonal of P, of which B is made; and what each of its films has, films × features. */
export interface Inside {
  readonly width: number;
  readonly weights: Float32Array;
  readonly variances: Float32Array;
  readonly content: Rows;
  readonly featureCount: number;
}

/**
 * A row for each film outside of the matrix, with c: by how many people it was liked together with each film inside, and
 * behind these its features. Its weights are the same regression as of those inside, w = P (c + F f), which asks for no
 * more than P.
 */
export function outsideRows(
  features: Rows,
  outside: Int32Array,
  inside: number,
  liked: { readonly byFilm: Rows; readonly byUser: Rows; readonly from: number },
): Rows {
  const rows = Array.from(outside, (film, at): [number, number][] => [
    ...likedTogether(film, liked),
    ...entriesOf(features, at).map(([feature, value]): [number, number] => [inside + feature, value]),
  ]);
  const starts = new Uint32Array(outside.length + 1);
  rows.forEach((row, at) => (starts[at + 1] = starts[at] + row.length));
  const entries = rows.flat();
  return {
    starts,
    indexes: Int32Array.from(entries, ([index]) => index),
    values: Float32Array.from(entries, ([, value]) => value),
  };
}

/** How many people like a film and each of those inside. */
function likedTogether(
  film: number,
  { byFilm, byUser, from }: { readonly byFilm: Rows; readonly byUser: Rows; readonly from: number },
): [number, number][] {
  const counts = new Map<number, number>();
  for (const [user, rating] of entriesOf(byFilm, film)) {
    if (rating < from) continue;
    for (const [column] of entriesOf(byUser, user)) counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

function entriesOf({ starts, indexes, values }: Rows, row: number): [number, number][] {
  return Array.from({ length: starts[row + 1] - starts[row] }, (_, at) => [
    indexes[starts[row] + at],
    values[starts[row] + at],
  ]);
}

/** (y, Fᵀy), what rows of films outside are multiplied with. O(entries). */
export function withFeatures({ content, featureCount }: Inside, y: Float32Array): Float32Array {
  const whole = new Float32Array(y.length + featureCount);
  whole.set(y);
  for (let film = 0; film < y.length; film++) {
    for (let at = content.starts[film]; at < content.starts[film + 1]; at++) {
      whole[y.length + content.indexes[at]] += content.values[at] * y[film];
    }
  }
  return whole;
}

/** The product of a row with a vector as long. */
export function rowProduct({ starts, indexes, values }: Rows, row: number, vector: Float32Array): number {
  let sum = 0;
  for (let at = starts[row]; at < starts[row + 1]; at++) sum += values[at] * vector[indexes[at]];
  return sum;
}

/** The weights w = P (c + F f) that the given films inside have for one outside. O(entries + wanted · films). */
export function weightsFor(inside: Inside, outside: Rows, row: number, wanted: Iterable<number>): Float32Array {
  const { width, weights, variances, content, featureCount } = inside;
  const films = content.starts.length - 1;
  const own = new Float32Array(films + featureCount);
  for (const [index, value] of entriesOf(outside, row)) own[index] = value;
  const features = own.subarray(films);
  // P = (I − B) diag P
  const scaled = Float64Array.from({ length: films }, (_, film) => {
    return variances[film] * (own[film] + rowProduct(content, film, features));
  });
  return Float32Array.from(wanted, (film) => {
    let sum = scaled[film];
    for (let other = 0; other < films; other++) sum -= weights[film * width + other] * scaled[other];
    return sum;
  });
}
