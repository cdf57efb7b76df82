import { parseTitle } from './parse-title.ts';
import { genreNames } from './genre-names.ts';

/** A film as a source gives it, with how often it was rated. */
export interface RawFilm {
  readonly movie: string;
  readonly title: string | null;
  readonly year: number | null;
  readonly genres: readonly string[] | null;
  /** The genres that others give it, for where the source gives none. */
  readonly otherGenres?: readonly string[] | null;
  readonly imdb: string | null;
  readonly ratings: number;
}

/** A film of the catalog, and the raw ids that mean it. */
export interface Film {
  readonly movie: string;
  readonly title: string;
  readonly year: number | null;
  readonly genres: readonly string[];
  readonly ids: readonly string[];
}

/**
 * Titles, years and genres in one spelling, and films that stand in the list twice made one: same title and year, and
 * not known by their IMDb ids to be different films. The one with the most ratings gives the id. In the given order.
 * Without `merge` every id stays a film of its own, as in published experiments.
 */
export function mergeFilms(raw: readonly RawFilm[], { merge = true } = {}): Film[] {
  const films: KnownFilm[] = [];
  const places = new Map<string, number[]>();
  for (const { movie, title: rawTitle, year: rawYear, genres, otherGenres, imdb, ratings } of raw) {
    const { title, year: parsed } = parseTitle(rawTitle?.trim() || movie);
    const year = parsed ?? rawYear;
    const names = { genres: genreNames(genres ?? []), otherGenres: genreNames(otherGenres ?? []) };
    const film = { movie, title, year, ...names, ids: [movie], imdb, ratings };
    // Without a year the title alone is too little to tell that two films are one.
    const key = year === null || !merge ? `: ${movie}` : `${year}: ${title.toLowerCase()}`;
    const same = places.get(key) ?? [];
    const twin = same.find((at) => films[at].imdb === null || imdb === null || films[at].imdb === imdb);
    if (twin === undefined) places.set(key, [...same, films.push(film) - 1]);
    else films[twin] = merged(films[twin], film);
  }
  return films.map(({ movie, title, year, genres, otherGenres, ids }) => ({
    ...{ movie, title, year, ids },
    genres: genres.length > 0 ? genres : otherGenres,
  }));
}

/** A film, and what tells whether another is the same. */
interface KnownFilm extends Film {
  readonly otherGenres: readonly string[];
  readonly imdb: string | null;
  readonly ratings: number;
}

function merged(a: KnownFilm, b: KnownFilm): KnownFilm {
  const main = b.ratings > a.ratings ? b : a;
  return {
    ...main,
    genres: [...new Set([...a.genres, ...b.genres])],
    otherGenres: [...new Set([...a.otherGenres, ...b.otherGenres])],
    ids: [...a.ids, ...b.ids],
    imdb: a.imdb ?? b.imdb,
    ratings: a.ratings + b.ratings,
  };
}
