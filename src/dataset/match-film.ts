import { MovierecError } from '../errors.ts';
import { articles, withoutArticle } from './articles.ts';
import type { Catalog } from './catalog.ts';
import { parseTitle } from './cleaning/parse-title.ts';
import { countEdits } from './count-edits.ts';
import { filmNames } from './film-names.ts';
import { foldName } from './fold-name.ts';
import { nearestTitles } from './nearest-titles.ts';

/** What was made of a text. */
export interface FilmMatch {
  readonly item: number;
  /** Films that fit the text just as well and are less known, the best known first. */
  readonly others: readonly number[];
}

/**
 * The film that someone probably means, however they write it: for people who name films from memory; `findFilm` is for
 * lists that have to be right. Tried one after another, on names without case, accents, punctuation and articles:
 *
 * 1. a title, or one of the other titles in parentheses, as a whole, or a part of it before or after a colon; a part has to
 *    be of a film ten times as known to go before a whole; 2. its beginning; 3. some of its words; 4. a whole, a part or a long
 *    beginning misspelled, by a change for every five letters or so; 5. an id.
 *
 * A year, in parentheses or not, has to fit, give or take one. Of films that fit alike the one with the highest `known`,
 * such as the number of ratings, is meant. O(names of films), for misspelled ones · length².
 * @throws UNKNOWN_MOVIE with the titles that come nearest
 */
export function matchFilm(catalog: Catalog, text: string, known: ArrayLike<number>): FilmMatch {
  const films = namesOf(catalog);
  const readings = readingsOf(text);
  for (const way of ways) {
    for (const { name, year } of readings) {
      const fitting = films.flatMap((names, item): Fitting[] => {
        const fit = way(names, name);
        return fit
          ? [{ ...fit, item, off: year === null ? 0 : Math.abs((catalog.years[item] ?? Infinity) - year) }]
          : [];
      });
      const [first, ...others] = fitting
        .filter(({ off }) => off <= 1)
        .sort(
          (a, b) =>
            a.off - b.off ||
            a.edits - b.edits ||
            b.weight * known[b.item] - a.weight * known[a.item] ||
            a.item - b.item,
        );
      if (first) {
        const alike = others.filter(
          ({ off, edits, weight }) => off === first.off && edits === first.edits && weight === first.weight,
        );
        return { item: first.item, others: alike.map(({ item }) => item) };
      }
      // A film of that name and another year: to look for one that is spelled otherwise would be to guess.
      if (fitting.length > 0 && year !== null) throw unknown(catalog, text);
    }
  }
  const byId = catalog.ids.indexOf(text.trim());
  if (byId >= 0) return { item: byId, others: [] };
  throw unknown(catalog, text);
}

function unknown(catalog: Catalog, text: string): MovierecError {
  const { title } = parseTitle(text);
  const near = title.length < 3 ? [] : nearestTitles(catalog, title.toLowerCase()).map((shown) => `"${shown}"`);
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Give the title as the data set has it.';
  return new MovierecError('UNKNOWN_MOVIE', `no film in this data set is like "${text}".`, hint);
}

/** What a text may say: a title alone, or with a year behind it. */
function readingsOf(text: string): { name: string; year: number | null }[] {
  const { title, year } = parseTitle(text);
  const whole = { name: foldName(title), year };
  const [, shorter, ending] = /^(.+) ((?:18|19|20)\d\d)$/.exec(whole.name) ?? [];
  return [whole, ...(shorter && year === null ? [{ name: shorter, year: Number(ending) }] : [])].filter(
    ({ name }) => name !== '',
  );
}

/** The names of a film, folded, each with and without its article: of the whole, and of the parts about a colon or a dash. */
interface Names {
  readonly wholes: readonly string[];
  readonly parts: readonly string[];
}

/** How well a film fits: by so many changes, and with so much weight to how known it is. */
interface Fit {
  readonly edits: number;
  readonly weight: number;
}
/** Which film, and by how many years the year is off. */
type Fitting = Fit & { readonly item: number; readonly off: number };

const fits: Fit = { edits: 0, weight: 1 };

/** How a film with these names fits what is looked for, if it does. */
type Way = (names: Names, name: string) => Fit | undefined;

const ways: readonly Way[] = [
  function asWholeOrPart({ wholes, parts }, name) {
    const wanted = withoutArticle(name);
    if (wanted.some((own) => wholes.includes(own))) return fits;
    return wanted.some((own) => parts.includes(own)) ? { edits: 0, weight: 1 / 10 } : undefined;
  },

  function asBeginning({ wholes, parts }, name) {
    if (wordsOf(name).join('').length < 3) return undefined;
    return [...wholes, ...parts].some((other) => other.startsWith(`${name} `)) ? fits : undefined;
  },

  function byWords({ wholes }, name) {
    const words = wordsOf(name);
    if (!words.some((word) => word.length > 3)) return undefined;
    return wholes.some((other) => words.every((word) => ` ${other} `.includes(` ${word} `))) ? fits : undefined;
  },

  function misspelled({ wholes, parts }, name) {
    const { length } = name;
    const limit = length < 4 ? 0 : length < 6 ? 1 : Math.max(2, Math.floor(length / 5));
    const count = name.split(' ').length;
    const numbers = numbersIn(name);
    let least = limit + 1;
    const compare = (other: string): void => {
      // Another number is another film, not a slip.
      if (Math.abs(other.length - length) >= least || numbersIn(other) !== numbers) return;
      least = Math.min(least, countEdits(name, other));
    };
    for (const other of [...wholes, ...parts]) {
      compare(other);
      if (length >= 8) compare(other.split(' ').slice(0, count).join(' '));
    }
    return least <= limit ? { edits: least, weight: 1 } : undefined;
  },
];

/** The words of a name that are no articles. */
const wordsOf = (name: string): string[] => name.split(' ').filter((word) => !articles.has(word));

const numbersIn = (name: string): string => (name.match(/\d+/g) ?? []).join(' ');

const made = new WeakMap<Catalog, readonly Names[]>();

/** All names of all films; made once for each catalog. */
function namesOf(catalog: Catalog): readonly Names[] {
  const all =
    made.get(catalog) ??
    catalog.titles.map((title): Names => {
      const wholes = filmNames(title);
      const parts = wholes.flatMap((name) => name.split(/:\s+|\s+[-–—]\s+/)).filter((part) => !wholes.includes(part));
      const folded = (names: readonly string[]): string[] => [
        ...new Set(names.flatMap((name) => withoutArticle(foldName(name)))),
      ];
      return { wholes: folded(wholes), parts: folded(parts) };
    });
  made.set(catalog, all);
  return all;
}
