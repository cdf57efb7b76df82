import { MovierecError } from '../../errors.ts';
import { genresOf, type Catalog } from '../catalog.ts';
import { findFilm } from '../find-film.ts';
import { foldName } from '../fold-name.ts';
import type { Filter, FilmFilterOptions } from './film-filter.ts';
import { listOf } from './list-of.ts';
import { parseRange } from './parse-range.ts';

/**
 * By what the catalog says of films.
 * @throws USAGE for a genre or year that cannot be, UNKNOWN_MOVIE
 */
export function catalogFilter(catalog: Catalog, options: FilmFilterOptions): Filter {
  const { year, exclude = [] } = options;
  const genres = new Set(listOf(options.genre).map((name) => genreCalled(name, catalog)));
  const [from, to] =
    year === undefined
      ? [-Infinity, Infinity]
      : parseRange(year, { what: 'year', digits: /^\d{4}$/, example: '--year 1990..1999' });
  const unwanted = new Set(exclude.map((text) => findFilm(catalog, text)));
  return (item) => {
    if (unwanted.has(item)) return false;
    if (genres.size > 0 && !catalog.genres[item].some((name) => genres.has(name))) return false;
    const made = catalog.years[item];
    return year === undefined || (made !== null && made >= from && made <= to);
  };
}

function genreCalled(given: string, catalog: Catalog): string {
  const genres = genresOf(catalog);
  const wanted = foldName(given);
  const found = genres.find((name) => foldName(name) === wanted);
  if (found !== undefined) return found;
  const hint = genres.length > 0 ? `There are: ${genres.join(', ')}.` : 'This data set has no genres.';
  throw new MovierecError('USAGE', `no film has the genre "${given}".`, hint);
}
