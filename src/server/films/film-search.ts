import { articles, withoutArticle } from '../../dataset/articles.ts';
import { countEdits } from '../../dataset/count-edits.ts';
import type { Filter } from '../../dataset/filters/film-filter.ts';
import { foldLetters } from '../../dataset/fold-letters.ts';
import { foldName } from '../../dataset/fold-name.ts';
import { differingLetters, lettersIn } from './letters-in.ts';
import type { Texts, TitleIndex } from './title-index.ts';

/** How a film fits what is typed, the best first; misspelled ones come after all these, by their edits. */
const fits = { isName: 0, beginsName: 1, hasWords: 2, beginsUnspaced: 3, misspelled: 4 } as const;
/** The films that fit, by their place in the catalog, and how well: the lower the better. */
export interface Found {
  readonly items: readonly number[];
  fit(item: number): number;
}

/** No film fits as little as this. */
const unfit = 255;

/** Where as many films fit as it is written, it is not misspelled. */
const enough = 10;
/** How much a word counts that is in no title, where there are three or more; in edits. */
const missingWord = 3;
/** More words than titles have; those beyond are not looked at. And unknown ones among them, which cost most. */
const mostWords = 16;
const mostUnknown = 5;

/**
 * The films that someone who types a title may mean. Case, accents, punctuation, spaces, articles and how numbers are written
 * do not matter; the last word may be unfinished, words may be in any order and be left out, and a year is as good as a word.
 * The best fit first:
 *
 * 1. films of that name, then 2. those whose names begin so; 3. those that have all the words; 4. those whose names begin so
 *    without the spaces;
 * 5. where these are less than ten, those that have the words or the whole name misspelled, the fewest edits first: one, or two
 *    in eight letters or more; of three words or more, one may be missing.
 *
 * O(names and words of the index), a few milliseconds where there are 60,000 films.
 */
export function searchFilms(index: TitleIndex, query: string, passes: Filter = () => true): Found {
  const readings = [...new Set([foldName(query), foldLetters(query)])].filter((name) => name !== '');
  const found = new Uint8Array(index.films).fill(unfit);
  const note = (item: number, fit: number): void => {
    if (fit < found[item]) found[item] = fit;
  };
  for (const reading of readings) {
    matchNames(index, reading, note);
    for (const item of withWords(index, wordsOf(reading))) note(item, fits.hasWords);
  }
  let items = readings.length > 0 ? fitting(found, passes) : [];
  if (items.length < enough) {
    for (const reading of readings) {
      misspelledNames(index, reading, note);
      misspelledWords(index, wordsOf(reading), note);
    }
    items = fitting(found, passes);
  }
  return { items, fit: (item) => found[item] };
}

function fitting(found: Uint8Array, passes: Filter): number[] {
  const films: number[] = [];
  for (let item = 0; item < found.length; item++) if (found[item] < unfit && passes(item)) films.push(item);
  return films;
}

type Note = (item: number, fit: number) => void;

/** The words that count, each once: all but articles, unless little is left or one is what is being typed. */
function wordsOf(reading: string): string[] {
  const words = [...new Set(reading.split(' '))].slice(0, mostWords);
  const telling = words.filter((word, at) => at === words.length - 1 || !articles.has(word));
  return telling.join('').length > 2 ? telling : words;
}

const unspaced = (text: string): string => text.replaceAll(' ', '');

function matchNames({ names, spaced, owners }: TitleIndex, reading: string, note: Note): void {
  const whole = unspaced(reading);
  for (const place of names.byFirst.get(firstOf(whole)) ?? []) {
    if (!names.texts[place].startsWith(whole)) continue;
    const isName = names.texts[place] === whole;
    note(
      owners[place],
      isName ? fits.isName : spaced[place].startsWith(reading) ? fits.beginsName : fits.beginsUnspaced,
    );
  }
  for (const without of withoutArticle(reading).slice(1).map(unspaced)) {
    for (const place of names.byFirst.get(firstOf(without)) ?? []) {
      if (names.texts[place] === without) note(owners[place], fits.isName);
    }
  }
}

/** By code point, as the index is made. */
const firstOf = ([first]: string): string => first;

/** The films that have every word, the last one as a beginning. */
function withWords(index: TitleIndex, words: readonly string[]): number[] {
  const count = new Uint8Array(index.films);
  let films: number[] = [];
  for (const [at, word] of words.entries()) {
    films = [];
    for (const place of at === words.length - 1 ? beginning(index.words, word) : placeOf(index, word)) {
      for (const item of index.filmsWith[place]) {
        if (count[item] !== at) continue;
        count[item] = at + 1;
        films.push(item);
      }
    }
    if (films.length === 0) break;
  }
  return films;
}

const placeOf = (index: TitleIndex, word: string): number[] => {
  const place = index.placeOf.get(word);
  return place === undefined ? [] : [place];
};

const beginning = ({ texts, byFirst }: Texts, text: string): number[] =>
  (byFirst.get(firstOf(text)) ?? []).filter((place) => texts[place].startsWith(text));

/** Another number is another film, not a slip. */
const isNumber = (text: string): boolean => /^\d+$/.test(text);

const editsAllowed = (text: string): number => (text.length < 3 || isNumber(text) ? 0 : text.length < 8 ? 1 : 2);

/** Whole names that are not spelled so, spaces too. */
function misspelledNames({ names, owners }: TitleIndex, reading: string, note: Note): void {
  for (const whole of new Set(withoutArticle(reading).map(unspaced))) {
    for (const [place, edits] of nearly(names, whole)) note(owners[place], fits.misspelled + edits);
  }
}

/** Films that have all words spelled nearly so; of three or more, all but one. */
function misspelledWords(index: TitleIndex, words: readonly string[], note: Note): void {
  const last = words.length - 1;
  const unknown = words.filter(
    (word, at) => !index.placeOf.has(word) && (at < last || beginning(index.words, word).length === 0),
  );
  if (unknown.length > mostUnknown) return;
  const matched = new Uint8Array(index.films);
  const edits = new Uint8Array(index.films);
  const seen = new Uint8Array(index.films);
  for (const [at, word] of words.entries()) {
    const places = unknown.includes(word)
      ? [...nearly(index.words, word), ...(at === last ? nearlyBeginning(index.words, word) : [])]
      : (at === last ? beginning(index.words, word) : placeOf(index, word)).map((place) => [place, 0] as const);
    for (const [place, own] of places.sort(([, a], [, b]) => a - b)) {
      for (const item of index.filmsWith[place]) {
        if (seen[item] === at + 1) continue;
        seen[item] = at + 1;
        matched[item]++;
        edits[item] += own;
      }
    }
  }
  const least = words.length - Number(words.length >= 3);
  for (let item = 0; item < matched.length; item++) {
    if (matched[item] < least) continue;
    note(item, fits.misspelled + edits[item] + (words.length - matched[item]) * missingWord);
  }
}

/** The places of texts that are spelled nearly so, and by how many edits. */
function nearly({ texts, letters }: Texts, text: string): (readonly [place: number, edits: number])[] {
  const limit = editsAllowed(text);
  const own = lettersIn(text);
  const found: (readonly [number, number])[] = [];
  if (limit === 0) return found;
  for (let place = 0; place < letters.length; place++) {
    if (differingLetters(own, letters[place]) > 2 * limit) continue;
    if (Math.abs(texts[place].length - text.length) > limit) continue;
    const edits = countEdits(text, texts[place], limit);
    if (edits <= limit) found.push([place, edits]);
  }
  return found;
}

/** The same of words that only begin so; by the letter that is meant. */
function nearlyBeginning({ texts, byFirst }: Texts, text: string): (readonly [place: number, edits: number])[] {
  const limit = text.length < 4 ? 0 : editsAllowed(text);
  const found: (readonly [number, number])[] = [];
  if (limit === 0) return found;
  const own = lettersIn(text);
  for (const place of byFirst.get(firstOf(text)) ?? []) {
    const word = texts[place];
    if (word.length <= text.length) continue;
    let least = limit + 1;
    for (let length = text.length - limit; length <= text.length + limit; length++) {
      const start = word.slice(0, length);
      if (differingLetters(own, lettersIn(start)) > 2 * limit) continue;
      least = Math.min(least, countEdits(text, start, limit));
    }
    if (least <= limit) found.push([place, least]);
  }
  return found;
}
