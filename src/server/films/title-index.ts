import { steps, type Context } from '../../context.ts';
import { withoutArticle } from '../../dataset/articles.ts';
import type { Catalog } from '../../dataset/catalog.ts';
import { filmNames } from '../../dataset/film-names.ts';
import { foldLetters } from '../../dataset/fold-letters.ts';
import { foldName } from '../../dataset/fold-name.ts';
import { foldNumbers } from '../../dataset/fold-numbers.ts';
import { lettersIn } from './letters-in.ts';

/** Texts of films, to look one up by its beginning or, by the letters in it, one that is misspelled. */
export interface Texts {
  readonly texts: readonly string[];
  /** See letters-in.ts. */
  readonly letters: Int32Array;
  /** The places of those that begin with a letter. */
  readonly byFirst: ReadonlyMap<string, readonly number[]>;
}

/** The titles of a catalog as they are searched: folded, by their words and as a whole. */
export interface TitleIndex {
  readonly films: number;
  /** Names of films without spaces, so that these do not matter; and for each the name with them, and whose it is. */
  readonly names: Texts;
  readonly spaced: readonly string[];
  readonly owners: readonly number[];
  /** All words, the year among them; and for each the films that have it in one of their names. */
  readonly words: Texts;
  readonly placeOf: ReadonlyMap<string, number>;
  readonly filmsWith: readonly (readonly number[])[];
}

/** Films that are indexed before the event loop may get its turn. */
const block = 256;

/** O(letters of all titles), without holding up the event loop. */
export async function titleIndex(catalog: Catalog, context: Context): Promise<TitleIndex> {
  const [spaced, owners]: [string[], number[]] = [[], []];
  const placeOf = new Map<string, number>();
  const filmsWith: number[][] = [];
  const addWord = (word: string, item: number): void => {
    const place = placeOf.get(word);
    if (place === undefined) {
      placeOf.set(word, filmsWith.length);
      filmsWith.push([item]);
    } else if (filmsWith[place].at(-1) !== item) filmsWith[place].push(item);
  };
  const films = catalog.titles.length;
  const quiet = { ...context, progress: () => undefined };
  for await (const at of steps(quiet, Math.ceil(films / block), 'titles')) {
    for (let item = at * block; item < Math.min(films, (at + 1) * block); item++) {
      const names = namesOf(catalog.titles[item]);
      for (const name of names) {
        spaced.push(name);
        owners.push(item);
        for (const word of name.split(' ')) addWord(word, item);
      }
      const year = catalog.years[item];
      if (year !== null) addWord(String(year), item);
    }
  }
  const names = textsOf(spaced.map((name) => name.replaceAll(' ', '')));
  return { films, names, spaced, owners, words: textsOf([...placeOf.keys()]), placeOf, filmsWith };
}

/** What a film may be called: each of its names with numbers as words and as digits, with and without its article. */
function namesOf(title: string): Set<string> {
  const names = new Set<string>();
  for (const name of new Set(filmNames(title))) {
    const letters = foldLetters(name);
    const folded = letters === '' ? [foldName(name)] : [letters, foldNumbers(letters)];
    for (const own of folded.flatMap(withoutArticle)) if (own !== '') names.add(own);
  }
  return names;
}

function textsOf(texts: readonly string[]): Texts {
  const byFirst = new Map<string, number[]>();
  for (const [place, [first]] of texts.entries()) {
    const places = byFirst.get(first);
    if (places) places.push(place);
    else byFirst.set(first, [place]);
  }
  return { texts, letters: Int32Array.from(texts, lettersIn), byFirst };
}
