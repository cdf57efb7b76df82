import type { Catalog } from './catalog.ts';
import { hasFeatures, type FilmFeatures } from './film-features.ts';

/** How alike two films are by what they are, from 0 to 1; NaN where nothing is known of one of them. */
export type FilmLikeness = (a: number, b: number) => number;

/**
 * The cosine of films' vectors, where the data set has features, else of their genres (shared / √(genres of the one ·
 * genres of the other)); films that point away from each other are not alike at all. O(dimensions) a pair.
 */
export const filmLikeness = (catalog: Catalog, features?: FilmFeatures): FilmLikeness =>
  features && hasFeatures(features) ? byVectors(features) : byGenres(catalog);

function byVectors({ vectors: { width, values } }: FilmFeatures): FilmLikeness {
  const product = (a: number, b: number): number => {
    let sum = 0;
    for (let at = 0; at < width; at++) sum += values[a * width + at] * values[b * width + at];
    return sum;
  };
  return (a, b) => {
    const lengths = Math.sqrt(product(a, a) * product(b, b));
    return lengths > 0 ? Math.min(1, Math.max(0, product(a, b) / lengths)) : NaN;
  };
}

function byGenres({ genres }: Catalog): FilmLikeness {
  return (a, b) => {
    const [own, other] = [genres[a], genres[b]];
    if (own.length === 0 || other.length === 0) return NaN;
    return own.filter((genre) => other.includes(genre)).length / Math.sqrt(own.length * other.length);
  };
}
