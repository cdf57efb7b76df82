import { distance } from 'fastest-levenshtein';
import { MovierecError } from '../errors.ts';
import { titleOf, type Catalog } from './catalog.ts';
import { parseTitle, showTitle } from './cleaning/parse-title.ts';

/**
 * The film that a text means: its id, its title with the year, or its title alone if only one film has it. Case and
 * moved articles do not matter. O(films), and O(films · length²) for the suggestions when nothing is found.
 * @throws UNKNOWN_MOVIE with the titles that come nearest
 */
export function findFilm(catalog: Catalog, text: string): number {
  const byId = catalog.ids.indexOf(text.trim());
  if (byId >= 0) return byId;
  const wanted = parseTitle(text);
  const same = indexesOf(catalog, (item) => {
    const year = wanted.year ?? catalog.years[item];
    return catalog.titles[item].toLowerCase() === wanted.title.toLowerCase() && catalog.years[item] === year;
  });
  if (same.length === 1) return same[0];
  if (same.length > 1) {
    const choices = same.map((item) => `${titleOf(catalog, item)} has id ${catalog.ids.names[item]}`);
    throw new MovierecError('UNKNOWN_MOVIE', `"${text}" is the title of several films.`, `${choices.join('; ')}.`);
  }
  const near = nearest(catalog, showTitle(wanted)).map((title) => `"${title}"`);
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Give an id or a title.';
  throw new MovierecError('UNKNOWN_MOVIE', `no film "${text}" in this data set.`, hint);
}

/** The films whose titles begin with the text or take the fewest changes to become it. */
function nearest(catalog: Catalog, text: string, most = 3): string[] {
  const wanted = text.toLowerCase();
  return indexesOf(catalog, () => true)
    .map((item) => {
      const shown = titleOf(catalog, item);
      const begins = shown.toLowerCase().startsWith(wanted);
      const changes = Math.min(
        distance(wanted, shown.toLowerCase()),
        distance(wanted, catalog.titles[item].toLowerCase()),
      );
      return { shown, changes: begins ? 0 : changes };
    })
    .filter(({ changes }) => changes <= Math.max(2, wanted.length / 3))
    .sort((a, b) => a.changes - b.changes)
    .slice(0, most)
    .map(({ shown }) => shown);
}

function indexesOf({ titles }: Catalog, wanted: (item: number) => boolean): number[] {
  return [...titles.keys()].filter(wanted);
}
