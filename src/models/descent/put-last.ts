/**
 * A film that nobody liked was compared with nothing: it stands level with the last of the others, for everyone. `films`
 * are those that somebody liked; number `factors + 1` of a row is the film's offset.
 */
export function putLast(itemVectors: Float32Array, films: Int32Array, factors: number, width: number): void {
  const offsetOf = (film: number): number => itemVectors[film * width + factors + 1];
  const least = films.reduce((lowest, film) => Math.min(lowest, offsetOf(film)), 0);
  const liked = new Set(films);
  for (let film = 0; film * width < itemVectors.length; film++) {
    if (liked.has(film)) continue;
    itemVectors.fill(0, film * width, film * width + factors);
    itemVectors[film * width + factors + 1] = least;
  }
}
