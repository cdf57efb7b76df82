import { below, mix } from './random.ts';

/** Where `index` stands in a random order of 0 … count − 1 (assembly/permuted.ts). */
export function permuted(index: number, count: number, key: number): number {
  const bits = Math.max(1, (count - 1).toString(2).length);
  const half = (bits + 1) >> 1;
  const size = 2 ** half;
  let at = index;
  do {
    let [left, right] = [Math.floor(at / size), at % size];
    for (let round = 0; round < 4; round++) {
      const next = (left ^ (mix(mix(right + round * 0x9e3779b9) + key) & (size - 1))) >>> 0;
      [left, right] = [right, next];
    }
    at = left * size + right;
  } while (at >= count);
  return at;
}

/** A film that is not liked, in at most 20 draws for 32 random bits; −1 if there was none. */
export function drawFilm(liked: ReadonlySet<number>, films: ArrayLike<number>, bits: number): number {
  for (let attempt = 0; attempt < 20; attempt++) {
    const film = films[below(mix(bits + attempt * 0x9e3779b9), films.length)];
    if (!liked.has(film)) return film;
  }
  return -1;
}
