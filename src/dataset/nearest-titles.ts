import { distance } from 'fastest-levenshtein';
import { titleOf, type Catalog } from './catalog.ts';
import { filmNames } from './film-names.ts';

/** The films whose titles begin with the text or take the fewest changes to become it. */
export function nearestTitles(catalog: Catalog, wanted: string, most = 3): string[] {
  const limit = Math.max(2, wanted.length / 3);
  // A difference in length is the least number of changes there can be, and quick to tell.
  const changesTo = (name: string): number =>
    Math.abs(name.length - wanted.length) > limit ? Infinity : distance(wanted, name);
  return [...catalog.titles.keys()]
    .map((item) => {
      const shown = titleOf(catalog, item);
      const names = [shown.toLowerCase(), ...filmNames(catalog.titles[item].toLowerCase())];
      const begins = wanted !== '' && names.some((name) => name.startsWith(wanted));
      return { shown, changes: begins ? 0 : Math.min(...names.map(changesTo)) };
    })
    .filter(({ changes }) => changes <= limit)
    .sort((a, b) => a.changes - b.changes)
    .slice(0, most)
    .map(({ shown }) => shown);
}
