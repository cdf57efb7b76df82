import { format } from 'prettier';
import { expect, test } from 'vitest';
import { toMarkdown } from '../../src/report/markdown.ts';
import { everyKind } from '../fixtures/report/every-kind.ts';
import { hostileDocument } from '../fixtures/report/hostile-document.ts';
import { foreignTexts, longTexts, markedUpTexts, rightToLeftTexts } from '../fixtures/report/marked-up-texts.ts';
import { renderMarkdown, textOf } from '../fixtures/report/render-markdown.ts';
import { bare, lost, said } from '../fixtures/report/said.ts';

const everything = everyKind([...markedUpTexts, ...rightToLeftTexts, ...foreignTexts, ...longTexts]);
const { text, charts } = toMarkdown(everything);
const html = renderMarkdown(text);

test('all that a document says is shown, in its order, whatever markup it looks like', () => {
  for (const document of [everything, hostileDocument]) {
    const whole = bare(textOf(renderMarkdown(toMarkdown(document).text)));
    expect(said(document).length).toBeGreaterThan(80);
    expect(lost(said(document), whole)).toEqual([]);
  }
});

test('no tag comes out of a text', () => {
  const own = 'h1 h2 h3 p a strong em code pre blockquote ul ol li table thead tbody tr th td img hr'.split(' ');
  for (const document of [everything, hostileDocument]) {
    const tags = renderMarkdown(toMarkdown(document).text).matchAll(/<([^\s>/]+)([^>]*)>/g);
    for (const [tag, name, attributes] of tags) {
      expect(own, tag).toContain(name);
      expect(attributes.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/\bon\w+=/);
      if (name === 'a') expect(attributes).toMatch(/^ (href="#[a-z-]+"|id="[a-z-]+")$/);
      if (name === 'img') expect(attributes).toMatch(/^ src="charts\/[a-z-]+\.png" alt="[^"]*" \/$/);
    }
  }
});

test('tables have as many cells in each row as there are columns', () => {
  const tables = [...html.matchAll(/<table>([^]*?)<\/table>/g)];
  expect(tables.length).toBe(2);
  for (const [, table] of tables) {
    const rows = [...table.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row]) => row.match(/<t[hd][ >]/g)!.length);
    expect(rows.length).toBeGreaterThan(15);
    expect(new Set(rows)).toEqual(new Set([3]));
  }
});

test('every link finds its section, and every section is in the contents', () => {
  const anchors = [...html.matchAll(/<a id="([^"]*)">/g)].map(([, id]) => id);
  expect(anchors).toEqual(everything.sections.map(({ id }) => id));
  const links = [...html.matchAll(/<a href="#([^"]*)">/g)].map(([, id]) => id);
  expect(links).toEqual([...anchors, 'second']);
});

test('charts are named, and shown with their description and their finding', () => {
  expect(charts.map(({ name }) => name)).toEqual(['one-chart']);
  const [, file, alt] = /<img src="([^"]*)" alt="([^"]*)"/.exec(html)!;
  expect(file).toBe('charts/one-chart.png');
  expect(textOf(alt)).toBe(charts[0].spec.description);
  expect(html).toContain('<p><em>Finding ');
});

test('prettier would change nothing but the width of the columns of tables', async () => {
  const rest = (markdown: string): string[] => markdown.split('\n').filter((line) => !line.startsWith('|'));
  expect(rest(await format(text, { parser: 'markdown' }))).toEqual(rest(text));
});
