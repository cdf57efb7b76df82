import { distance } from 'fastest-levenshtein';
import { MovierecError } from '../errors.ts';
import { titleOf, type Catalog } from './catalog.ts';
import { parseTitle, type Title } from './cleaning/parse-title.ts';

/**
 * The film that a text means: its id, its title with the year, or its title alone if only one film has it. Case and
 * moved articles do not matter; where no film has the whole title, one of its other titles in parentheses will do, and
 * a missing article. O(films), and O(films · length²) for the suggestions when nothing is found.
 * @throws UNKNOWN_MOVIE with the titles that come nearest
 */
export function findFilm(catalog: Catalog, text: string): number {
  const byId = catalog.ids.indexOf(text.trim());
  if (byId >= 0) return byId;
  const wanted = parseTitle(text);
  const exact = called(catalog, wanted, (title) => [title]);
  const same = exact.length > 0 ? exact : called(catalog, wanted, namesOf);
  if (same.length === 1) return same[0];
  if (same.length > 1) {
    const choices = same.map((item) => `${titleOf(catalog, item)} has id ${catalog.ids.names[item]}`);
    throw new MovierecError('UNKNOWN_MOVIE', `"${text}" is the title of several films.`, `${choices.join('; ')}.`);
  }
  const near = nearest(catalog, wanted.title.toLowerCase()).map((title) => `"${title}"`);
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Give an id or a title.';
  throw new MovierecError('UNKNOWN_MOVIE', `no film "${text}" in this data set.`, hint);
}

/** The films of which one name is the wanted title, made in the wanted year if there is one. */
function called({ titles, years }: Catalog, { title, year }: Title, names: (title: string) => string[]): number[] {
  const wanted = title.toLowerCase();
  return [...titles.keys()].filter(
    (item) => (year === null || years[item] === year) && names(titles[item].toLowerCase()).includes(wanted),
  );
}

/** What a film is called besides its whole title: without what follows in parentheses, by that, without the article. */
function namesOf(title: string): string[] {
  const [main] = title.split(' (');
  const others = Array.from(title.matchAll(/\(([^()]*)\)/g), ([, other]) => other.replace(/^a\.k\.a\. /i, ''));
  return [title, main, main.replace(/^(the|an?) /i, ''), ...others];
}

/** The films whose titles begin with the text or take the fewest changes to become it. */
function nearest(catalog: Catalog, wanted: string, most = 3): string[] {
  return [...catalog.titles.keys()]
    .map((item) => {
      const shown = titleOf(catalog, item);
      const names = [shown.toLowerCase(), ...namesOf(catalog.titles[item].toLowerCase())];
      const begins = wanted !== '' && names.some((name) => name.startsWith(wanted));
      return { shown, changes: begins ? 0 : Math.min(...names.map((name) => distance(wanted, name))) };
    })
    .filter(({ changes }) => changes <= Math.max(2, wanted.length / 3))
    .sort((a, b) => a.changes - b.changes)
    .slice(0, most)
    .map(({ shown }) => shown);
}
