import type { Background } from './metric.ts';

/**
 * How the first `length` items are spread over the genres: each spreads 1 evenly over its own, and what comes together
 * is brought to a sum of 1. Nothing where none of them has a genre.
 */
export function genreShares(
  items: ArrayLike<number>,
  length: number,
  { genres, genreCount }: Background,
): Float64Array | undefined {
  const shares = new Float64Array(genreCount);
  let films = 0;
  for (let place = 0; place < length; place++) {
    const own = genres[items[place]];
    if (own.length === 0) continue;
    films++;
    const share = 1 / own.length;
    for (const genre of own) shares[genre] += share;
  }
  for (let genre = 0; genre < genreCount; genre++) shares[genre] /= films;
  return films > 0 ? shares : undefined;
}
