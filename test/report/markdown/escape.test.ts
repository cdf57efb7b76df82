import { describe, expect, test } from 'vitest';
import {
  atLineStart,
  codeBlock,
  escapeMarkdown,
  inlineCode,
  markdownTable,
  strong,
} from '../../../src/report/markdown/escape.ts';
import { sequence } from '../../../src/random.ts';
import { renderMarkdown, textOf } from '../../fixtures/report/render-markdown.ts';

const signs = [
  ...[
    'a',
    'b1',
    '1',
    '.',
    ')',
    ' ',
    '  ',
    '\\',
    '`',
    '``',
    '*',
    '**',
    '_',
    '__',
    '~~',
    '~',
    '[',
    ']',
    '(',
    '!',
    '<',
    '>',
    '|',
  ],
  ...[
    '&',
    '&amp;',
    '$',
    '#',
    '-',
    '+',
    '=',
    '---',
    'http://a_b.c',
    'www.x_y.de',
    'me_2@x.org',
    ':',
    '//',
    ':smile:',
    'é',
    '\n',
  ],
  ...['"', "'", '<b>', '</td>', '{', '}', '^', '[^1]', 'mailto:', 'xmpp:', '@', '<!--', '&#35;', '\u2028'],
];
/** Texts of up to eight signs that may be markup together. */
const random = sequence(7, 'markup');
const texts = Array.from({ length: 800 }, () =>
  Array.from({ length: 1 + Math.floor(8 * random()) }, () => signs[Math.floor(signs.length * random())]).join(''),
).filter((text) => text.trim() !== '');

const solid = (text: string): string => text.replace(/\s/g, '');
const shown = (markdown: string): string => solid(textOf(renderMarkdown(markdown)));

describe('any text shows as it is', () => {
  test.each<[string, (text: string) => string]>([
    ['in a paragraph', (text) => atLineStart(escapeMarkdown(text))],
    ['in a heading', (text) => `## ${atLineStart(escapeMarkdown(text))}`],
    ['in an item', (text) => `- ${atLineStart(escapeMarkdown(text))}`],
    ['in a note', (text) => `> ${atLineStart(escapeMarkdown(text))}`],
    ['in a link', (text) => `[${escapeMarkdown(text).trim()}](#section)`],
    ['as code', inlineCode],
    ['as lines to type', (text) => codeBlock([text], 'sh')],
  ])('%s', (_, write) => {
    for (const text of texts) expect(shown(write(text)), JSON.stringify(write(text))).toBe(solid(text));
  });

  test('in bold, also within a word', () => {
    for (const text of texts) {
      const html = renderMarkdown(`a${strong(text)}b`);
      expect(solid(textOf(html))).toBe(`a${solid(text)}b`);
      expect(html).toContain('<strong>');
    }
  });

  test('in the cells of a table, as text and as code, which stay as many as they are', () => {
    const rows = texts.map((text) => [escapeMarkdown(text).trim(), inlineCode(text), 'end']);
    const html = renderMarkdown(markdownTable(['x', 'y', 'z'], rows, [undefined, 'right']));
    const cells = [...html.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => solid(textOf(cell)));
    expect(cells).toEqual(texts.flatMap((text) => [solid(text), solid(text), 'end']));
  });
});

test('what is no markup is left as it is', () => {
  for (const text of [
    '48 % of all ratings are 4 or better; 4 is the most common',
    'ndcg@10',
    'Amélie (2001): “so-so”, 3.5/5!',
  ]) {
    expect(escapeMarkdown(text)).toBe(text);
    expect(atLineStart(text)).toBe(text);
  }
});
