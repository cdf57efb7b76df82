import { MovierecError } from '../errors.ts';
import { genresOf, type Catalog } from './catalog.ts';
import { findFilm } from './find-film.ts';

/** Which films may be shown. */
export interface FilmFilterOptions {
  readonly genre?: string | undefined;
  /** A year, or a range: 1994, 1990..1999, 2010.., ..1959 */
  readonly year?: string | undefined;
  /** Ids or titles of films that are not wanted. */
  readonly exclude?: readonly string[] | undefined;
}

/**
 * Turns what a person asked for into a test of films.
 * @throws USAGE for a genre or year that cannot be, UNKNOWN_MOVIE
 */
export function filmFilter(
  catalog: Catalog,
  { genre, year, exclude = [] }: FilmFilterOptions,
): (item: number) => boolean {
  const wanted = genre?.toLowerCase();
  const genres = genresOf(catalog);
  if (genre !== undefined && !genres.some((name) => name.toLowerCase() === wanted)) {
    throw new MovierecError('USAGE', `no film has the genre "${genre}".`, `There are: ${genres.join(', ')}.`);
  }
  const [from, to] = year === undefined ? [-Infinity, Infinity] : parseYears(year);
  const unwanted = new Set(exclude.map((text) => findFilm(catalog, text)));
  return (item) => {
    if (unwanted.has(item)) return false;
    if (wanted !== undefined && !catalog.genres[item].some((name) => name.toLowerCase() === wanted)) return false;
    const made = catalog.years[item];
    return year === undefined || (made !== null && made >= from && made <= to);
  };
}

function parseYears(text: string): [number, number] {
  const found = /^(\d{4})?(\.\.)?(\d{4})?$/.exec(text.trim());
  const [, first, dots, last] = found ?? [];
  const from = first === undefined ? -Infinity : Number(first);
  const to = last !== undefined ? Number(last) : dots ? Infinity : from;
  if (!found || (first === undefined && last === undefined) || (!dots && last !== undefined) || from > to) {
    throw new MovierecError('USAGE', `"${text}" is no year.`, 'Give one, or a range: --year 1990..1999');
  }
  return [from, to];
}
