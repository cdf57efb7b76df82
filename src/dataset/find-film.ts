import { MovierecError } from '../errors.ts';
import { titleOf, type Catalog } from './catalog.ts';
import { parseTitle } from './cleaning/parse-title.ts';
import { filmNames } from './film-names.ts';
import { nearestTitles } from './nearest-titles.ts';

/**
 * The film that a text means: its id, its title with the year, or its title alone if only one film has it. Case and
 * moved articles do not matter; where no film has the whole title, one of its other titles in parentheses will do, and
 * a missing article. O(films) the first time for a catalog, and O(films · length²) for the suggestions when nothing is
 * found.
 * @throws UNKNOWN_MOVIE with the titles that come nearest
 */
export function findFilm(catalog: Catalog, text: string): number {
  const byId = catalog.ids.indexOf(text.trim());
  if (byId >= 0) return byId;
  const { title, year } = parseTitle(text);
  const wanted = title.toLowerCase();
  const [exact, roughly] = indexesOf(catalog).map((index) =>
    (index.get(wanted) ?? []).filter((item) => year === null || catalog.years[item] === year),
  );
  const same = exact.length > 0 ? exact : roughly;
  if (same.length === 1) return same[0];
  if (same.length > 1) {
    const choices = same.map((item) => `${titleOf(catalog, item)} has id ${catalog.ids.names[item]}`);
    throw new MovierecError('UNKNOWN_MOVIE', `"${text}" is the title of several films.`, `${choices.join('; ')}.`);
  }
  const near = nearestTitles(catalog, wanted).map((shown) => `"${shown}"`);
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Give an id or a title.';
  throw new MovierecError('UNKNOWN_MOVIE', `no film "${text}" in this data set.`, hint);
}

/** Films by name in lower case. */
type Index = ReadonlyMap<string, readonly number[]>;
const indexes = new WeakMap<Catalog, readonly Index[]>();

/** Films by their whole titles, and by all their names; made once for each catalog. */
function indexesOf(catalog: Catalog): readonly Index[] {
  const made = indexes.get(catalog) ?? [indexBy(catalog, (title) => [title]), indexBy(catalog, filmNames)];
  indexes.set(catalog, made);
  return made;
}

function indexBy({ titles }: Catalog, names: (title: string) => string[]): Index {
  const index = new Map<string, number[]>();
  for (const [item, title] of titles.entries()) {
    for (const name of new Set(names(title.toLowerCase()))) {
      const films = index.get(name);
      if (films) films.push(item);
      else index.set(name, [item]);
    }
  }
  return index;
}
