import { expect, test } from 'vitest';
import { wrapText } from '../../src/charts/wrap-text.ts';

test('a short text is one line; a long one has lines of about equal length', () => {
  expect(wrapText('one two three', 20)).toEqual(['one two three']);
  expect(wrapText('one two three four five six', 25)).toEqual(['one two three', 'four five six']);
});

test('no word is lost or cut: a word too long has a line of its own', () => {
  expect(wrapText('a regularization b', 6)).toEqual(['a', 'regularization', 'b']);
  expect(wrapText('factors\u00a08', 4)).toEqual(['factors\u00a08']);
  expect(wrapText('', 10)).toEqual(['']);
});

test.each([5, 12, 17, 30, 64])('at width %d, lines fit, and there are no more than filling them up needs', (width) => {
  const words = Array.from({ length: 60 }, (_, at) => 'abcde'.slice(at % 5));
  const lines = wrapText(words.join(' '), width);
  expect(lines.join(' ')).toBe(words.join(' '));
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  let needed = 1;
  let filled = -1;
  for (const word of words) {
    const isFull = filled + 1 + word.length > width;
    if (isFull) needed++;
    filled = (isFull ? -1 : filled) + 1 + word.length;
  }
  expect(lines).toHaveLength(needed);
});
