import { expect, test } from 'vitest';
import { breakLines, shownText, type Span } from '../../../src/report/pdf/lines.ts';

const style = { face: 'regular', size: 10, color: '#000' } as const;
const span = (text: string, more: Partial<Span> = {}): Span => ({ ...style, text, missing: false, ...more });
/** As if every letter were one wide. */
const measure = (one: Span): number => [...shownText(one)].length;
const lines = (spans: readonly Span[], width: number, most?: number): string[] =>
  breakLines(spans, width, measure, most).map((line) => line.spans.map(shownText).join(''));

test('lines are as full as they can be, and none is longer than the width', () => {
  const text = 'It was the best of times, it was the worst of times, it was the age of wisdom';
  for (let width = 6; width < 90; width++) {
    const broken = lines([span(text)], width);
    expect(broken.join(' ')).toBe(text);
    for (const [at, line] of broken.entries()) {
      expect(line.length).toBeLessThanOrEqual(width);
      if (at > 0) expect(`${broken[at - 1]} ${line.split(' ')[0]}`.length).toBeGreaterThan(width);
    }
  }
});

test('a word is not broken where its look changes', () => {
  expect(lines([span('the quick '), span('bro', { face: 'bold' }), span('wn fox')], 11)).toEqual([
    'the quick',
    'brown fox',
  ]);
});

test('a word longer than a line is broken between letters, of which accents and emoji are parts', () => {
  expect(lines([span('a bbbbbbbb c')], 3)).toEqual(['a', 'bbb', 'bbb', 'bb', 'c']);
  expect(lines([span('e\u0301e\u0301')], 2)).toEqual(['e\u0301', 'e\u0301']);
  expect(lines([span('千と千尋', { missing: true })], 3)).toEqual(['\ufffd\ufffd\ufffd', '\ufffd']);
});

test('what is beyond the last line is cut off, and an ellipsis says so', () => {
  expect(lines([span('aa bb cc dd')], 5, 1)).toEqual(['aa b…']);
  expect(lines([span('aa bb cc dd')], 5, 2)).toEqual(['aa bb', 'cc dd']);
  expect(lines([span('aaaa bb')], 4, 1)).toEqual(['aaa…']);
});

test('the space beside a link is no part of it', () => {
  const [line] = breakLines([span('see '), span('that part', { link: 'part' }), span(' now')], 99, measure);
  expect(line.spans.map(({ text, link }) => [text, link])).toEqual([
    ['see ', undefined],
    ['that part', 'part'],
    [' now', undefined],
  ]);
});

test('nothing is an empty line', () => {
  expect(lines([], 10)).toEqual(['']);
});
