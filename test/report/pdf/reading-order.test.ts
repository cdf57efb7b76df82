import { expect, test } from 'vitest';
import { readingOrder } from '../../../src/report/pdf/reading-order.ts';

/** What a line looks like: fontkit turns the letters of words from right to left. */
const looks = (...texts: string[]): string =>
  readingOrder(texts)
    .map(({ text }) => (/[\u0590-\u06ff]/.test(text) ? [...text].reverse().join('') : text))
    .join('');

test('a line from left to right is drawn as it is, each text at once', () => {
  const texts = ['Amélie ', '(2001)', ', Кино'];
  expect(readingOrder(texts)).toEqual(texts.map((text, of) => ({ text, of })));
});

// What browsers show, in a paragraph from left to right.
test.each([
  ['one word', 'the אבג end', 'the גבא end'],
  ['words in turn', 'אב גד הו', 'וה דג בא'],
  ['a number goes its own way', 'אב 2008 גד', 'דג 2008 בא'],
  ['brackets around a word are turned', 'x (אב) y', 'x (בא) y'],
  ['brackets among words are turned', 'אב (גד) הו', 'וה (דג) בא'],
  ['a year after a title is to its left', 'אב (2008)', '(2008) בא'],
  ['a word in Latin letters keeps its own order', 'אב cd גד', 'אב cd גד'.split(' ').map(turned).join(' ')],
])('%s', (_, text, seen) => {
  expect(looks(text)).toBe(seen);
});

test('a word that is half in bold is drawn in both halves, the second one to the left', () => {
  expect(readingOrder(['אב', 'גד'])).toEqual([
    { text: 'גד', of: 1 },
    { text: 'אב', of: 0 },
  ]);
});

/** From left to right the words stand as they are, since the line is English; each is turned in itself. */
function turned(word: string): string {
  return /[\u0590-\u06ff]/.test(word) ? [...word].reverse().join('') : word;
}
