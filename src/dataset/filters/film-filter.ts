import type { Context } from '../../context.ts';
import type { Catalog } from '../catalog.ts';
import { catalogFilter } from './catalog-filter.ts';
import { listOf } from './list-of.ts';
import { peopleFilter, type Craft } from './people-filter.ts';
import { runtimeFilter } from './runtime-filter.ts';

/** Which films may be shown. Of several genres or people, any one will do. */
export interface FilmFilterOptions {
  readonly genre?: string | readonly string[] | undefined;
  readonly director?: string | readonly string[] | undefined;
  readonly actor?: string | readonly string[] | undefined;
  /** A year, or a range: 1994, 1990..1999, 2010.., ..1959 */
  readonly year?: string | undefined;
  /** Minutes, or a range of them: 90..120, ..100 */
  readonly runtime?: string | undefined;
  /** Ids or titles of films that are not wanted. */
  readonly exclude?: readonly string[] | undefined;
}

/** Whether a film, by its index in the catalog, may be shown. */
export type Filter = (item: number) => boolean;

/**
 * Turns what a person asked for into a test of films. Who made a film and how long it is stand in tables of the cleaned data
 * set (`folder`), which are read only if asked for.
 * @throws USAGE for what cannot be or is not known, UNKNOWN_MOVIE, MISSING_FEATURES where the data set lacks the table
 */
export async function filmFilter(
  folder: string,
  catalog: Catalog,
  options: FilmFilterOptions,
  context: Context,
): Promise<Filter> {
  const { runtime } = options;
  const filters = [catalogFilter(catalog, options)];
  if (runtime !== undefined) filters.push(await runtimeFilter(folder, catalog, runtime, context));
  for (const craft of ['director', 'actor'] satisfies Craft[]) {
    const names = listOf(options[craft]);
    if (names.length > 0) filters.push(await peopleFilter(folder, catalog, craft, names, context));
  }
  return (item) => filters.every((passes) => passes(item));
}

/** Whether anything is asked for that leaves films out because of what they are. */
export const isFiltered = ({ genre, director, actor, year, runtime }: FilmFilterOptions): boolean =>
  [genre, director, actor, year, runtime].some((asked) => listOf(asked).length > 0);
