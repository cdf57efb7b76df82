import { expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { stemCounts } from '../../../src/features/text/stem-counts.ts';
import { sequence } from '../../../src/random.ts';

const context = createContext();

/** What each text has, by the word that stands for the stem. */
async function counted(texts: readonly (string | null)[]): Promise<Record<string, number>[]> {
  const { words, rows } = await stemCounts(texts, context);
  return texts.map((_, text) => {
    const places = Array.from(
      { length: rows.starts[text + 1] - rows.starts[text] },
      (__, at) => rows.starts[text] + at,
    );
    return Object.fromEntries(places.map((at) => [words[rows.indexes[at]], rows.values[at]]));
  });
}

test('forms of a word are one stem, and the commonest form stands for it', async () => {
  expect(await counted(['The robots dream. A robot dreams, robots!', 'dreaming of robots'])).toEqual([
    { robots: 3, dream: 2 },
    { dream: 1, robots: 1 },
  ]);
});

test('stopwords and lone letters are nothing, films without a plot have nothing', async () => {
  expect(await counted(['the and of a x', null, ''])).toEqual([{}, {}, {}]);
});

test('words of other scripts stand for themselves, and films in one language share them', async () => {
  expect(await counted(['Война и мир', 'мир и любовь', '戦争と平和'])).toEqual([
    { война: 1, и: 1, мир: 1 },
    { и: 1, мир: 1, любовь: 1 },
    { 戦争: 1, 争と: 1, と平: 1, 平和: 1 },
  ]);
});

test('counts are those of a naive count of random words, which have no stem but themselves', async () => {
  const random = sequence(5, 'words');
  const words = ['kino', 'ölfilm', '2001', 'жук', 'zug', 'łódź'];
  const texts = Array.from({ length: 40 }, () =>
    Array.from({ length: Math.floor(30 * random()) }, () => words[Math.floor(words.length * random())]).join(' '),
  );
  const naive = texts.map((text) => {
    const found: Record<string, number> = {};
    for (const word of text.split(' ').filter(Boolean)) found[word] = (found[word] ?? 0) + 1;
    return found;
  });
  expect(await counted(texts)).toEqual(naive);
  const { rows } = await stemCounts(texts, context);
  for (let text = 0; text < texts.length; text++) {
    const indexes = [...rows.indexes.subarray(rows.starts[text], rows.starts[text + 1])];
    expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
  }
});

test('is stopped by the signal', async () => {
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(stemCounts(['a film'], createContext({ signal }))).rejects.toThrow('stopped');
});
