import type { Catalog } from '../../dataset/catalog.ts';
import { catalogFilter } from '../../dataset/filters/catalog-filter.ts';
import type { Filter, FilmFilterOptions } from '../../dataset/filters/film-filter.ts';

type Wanted = Pick<FilmFilterOptions, 'genre' | 'year'>;

/** How many filters are kept, a byte for each film of the catalog. */
const keptAtMost = 100;
const made = new WeakMap<Catalog, Map<string, Uint8Array>>();

/**
 * Which films pass: those of the genres and years, if any are asked for, that are not hidden; undefined where all do. What
 * was asked for before is looked up.
 * @throws USAGE for a genre or years that cannot be
 */
export function filterFor(catalog: Catalog, wanted: Wanted, hidden: ReadonlySet<number>): Filter | undefined {
  const isAsked = wanted.year !== undefined || (wanted.genre?.length ?? 0) > 0;
  if (!isAsked) return hidden.size > 0 ? (item) => !hidden.has(item) : undefined;
  const passing = passingOf(catalog, wanted);
  return hidden.size > 0 ? (item) => passing[item] === 1 && !hidden.has(item) : (item) => passing[item] === 1;
}

function passingOf(catalog: Catalog, wanted: Wanted): Uint8Array {
  const known = made.get(catalog) ?? new Map<string, Uint8Array>();
  made.set(catalog, known);
  const key = JSON.stringify([wanted.genre, wanted.year]);
  const passes = catalogFilter(catalog, wanted);
  const passing = known.get(key) ?? Uint8Array.from(catalog.titles, (_, item) => Number(passes(item)));
  known.delete(key);
  known.set(key, passing);
  if (known.size > keptAtMost) known.delete(known.keys().next().value!);
  return passing;
}
