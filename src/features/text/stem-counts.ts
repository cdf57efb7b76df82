import { steps, type Context } from '../../context.ts';
import { compress, type Rows } from '../../dataset/rows.ts';
import { wordsOf } from './words-of.ts';

/** How often each text has each stem: texts × stems. */
export interface StemCounts {
  /** In the order in which they first occur. */
  readonly stems: readonly string[];
  /** The word by which a stem occurs most, the one that comes first among equals. */
  readonly words: readonly string[];
  readonly rows: Rows;
}

/**
 * Counts the stems of words, without stopwords (Porter 1980); words that are not of English letters stand for themselves.
 * Every distinct word is stemmed once, so it is linear in the length of the texts.
 */
export async function stemCounts(texts: readonly (string | null)[], context: Context): Promise<StemCounts> {
  const stem = await makeStemmer();
  const stems: string[] = [];
  const stemIndex = new Map<string, number>();
  const words: { readonly text: string; readonly stem: number; count: number }[] = [];
  const wordIndex = new Map<string, number>();
  const place = (word: string): number => {
    const text = stem(word);
    if (text === null) return -1;
    let index = stemIndex.get(text);
    if (index === undefined) stemIndex.set(text, (index = stems.push(text) - 1));
    return words.push({ text: word, stem: index, count: 0 }) - 1;
  };

  const entries = { row: [] as number[], column: [] as number[], value: [] as number[] };
  for await (const row of steps(context, texts.length, 'plots')) {
    const counts = new Map<number, number>();
    for (const word of wordsOf(texts[row] ?? '')) {
      let index = wordIndex.get(word);
      if (index === undefined) wordIndex.set(word, (index = place(word)));
      if (index < 0) continue;
      const known = words[index];
      known.count++;
      counts.set(known.stem, (counts.get(known.stem) ?? 0) + 1);
    }
    for (const [column, count] of counts) {
      entries.row.push(row);
      entries.column.push(column);
      entries.value.push(count);
    }
  }

  const usual: { text: string; count: number }[] = [];
  for (const { text, stem: index, count } of words) {
    if (count > (usual[index]?.count ?? 0)) usual[index] = { text, count };
  }
  const triplets = {
    row: Int32Array.from(entries.row),
    column: Int32Array.from(entries.column),
    value: Float32Array.from(entries.value),
  };
  return { stems, words: usual.map(({ text }) => text), rows: compress(triplets, texts.length, stems.length) };
}

/** The stem of a word, null for a stopword or a lone character. */
async function makeStemmer(): Promise<(word: string) => string | null> {
  // Only where there are plots: the command line would wait for it each time.
  const { default: porter } = await import('natural/lib/natural/stemmers/porter_stemmer.js');
  const { default: stopwords } = await import('natural/lib/natural/util/stopwords.js');
  const stop = new Set(stopwords.words);
  return (word) => {
    if (stop.has(word)) return null;
    if (!/^[a-z]+$/.test(word)) return /^[\p{ASCII}]$/u.test(word) ? null : word;
    return porter.stem(word);
  };
}
