import { showTitle } from './cleaning/parse-title.ts';
import type { Ids } from './ids.ts';

/** The films of a data set, by item index. */
export interface Catalog {
  readonly ids: Ids;
  readonly titles: readonly string[];
  /** null where not known. */
  readonly years: readonly (number | null)[];
  readonly genres: readonly (readonly string[])[];
}

/** A film as people know it: `Heat (1995)`. */
export const titleOf = ({ titles, years }: Catalog, item: number): string =>
  showTitle({ title: titles[item], year: years[item] });

/** All genres, most films first. */
export function genresOf({ genres }: Catalog): string[] {
  const counts = new Map<string, number>();
  for (const names of genres) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
}
