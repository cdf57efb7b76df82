import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Document } from '../../src/report/document.ts';
import { toPdf } from '../../src/report/pdf.ts';
import { chartOf, everyKind } from '../fixtures/report/every-kind.ts';
import { hostileDocument } from '../fixtures/report/hostile-document.ts';
import { foreignTexts, longTexts, markedUpTexts, rightToLeftTexts } from '../fixtures/report/marked-up-texts.ts';
import { ofRole, readPdf } from '../fixtures/report/read-pdf.ts';
import { bare, lost, said } from '../fixtures/report/said.ts';

const everything = everyKind([...markedUpTexts, ...rightToLeftTexts, ...foreignTexts, ...longTexts]);
const bytes = await toPdf(everything);
const read = await readPdf(bytes);
const heard = read.pages.map((page) => page.heard);

const documentOf = (...blocks: Document['sections'][number]['blocks']): Document => ({
  title: 'Document',
  subtitle: '',
  warnings: [],
  sections: [{ id: 'all', title: 'All', blocks }],
  foot: '',
});

test('all that a document says is heard, in its order, whatever markup it looks like', async () => {
  const document = everyKind(markedUpTexts);
  const { pages } = await readPdf(await toPdf(document));
  const whole = pages.map((page) => bare(page.heard.text)).join('');
  expect(said(document).length).toBeGreaterThan(250);
  expect(lost(said(document), whole)).toEqual([]);
});

test('the same document gives the same bytes, also while another one is written', async () => {
  const [again] = await Promise.all([toPdf(everything), toPdf(hostileDocument)]);
  expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true);
});

test('no text is outside the margins of its page', async () => {
  for (const { pages } of [read, await readPdf(await toPdf(hostileDocument))]) {
    expect(pages.length).toBeGreaterThan(5);
    for (const { drawn, size } of pages) {
      expect(size.map(Math.round)).toEqual([595, 842]);
      for (const { text, x, y, width } of drawn) {
        const within = x >= 40 && x + width <= 595.28 - 50 && y > 30 && y < 842 - 30;
        expect(within, `${text} at ${x}, ${y}, ${width} wide`).toBe(true);
      }
    }
  }
});

test('page x of y is on every page', () => {
  for (const [at, { drawn }] of read.pages.entries())
    expect(drawn.some(({ text }) => text === `Page ${at + 1} of ${read.pages.length}`)).toBe(true);
});

test('the contents and links lead to the pages that the sections begin on', () => {
  const contents = ofRole('TOCI', heard);
  const titles = ofRole('H2', heard);
  expect(contents.length).toBe(everything.sections.length);
  for (const [at, { id, title }] of everything.sections.entries()) {
    expect(bare(titles[at].text)).toBe(bare(title));
    expect(read.pageOf.get(id)).toBe(titles[at].page);
    expect(bare(contents[at].text)).toBe(bare(`${title}${titles[at].page}`));
  }
  expect(read.pages.flatMap((page) => page.links.map((link) => link.section))).toEqual(['first', 'second', 'second']);
});

test('the outline has the sections, with their headings and the findings of their charts', () => {
  const [first, second] = everything.sections;
  const outline = read.outline!.map(({ title, items }) => [title, ...items.map((item) => item.title)]);
  expect(outline).toEqual([
    [first.title, `Heading ${markedUpTexts[5]}`],
    [second.title, `Finding ${markedUpTexts[0]}`],
  ]);
});

test('who cannot see it hears headings, lists, tables with heads, and what charts show', () => {
  const count = (role: string): number => ofRole(role, heard).length;
  const texts = [...markedUpTexts, ...rightToLeftTexts, ...foreignTexts, ...longTexts];
  expect(count('H1')).toBe(1);
  // Each of the three columns has a head, and each row.
  expect(ofRole('TH', heard).filter(({ text }) => text !== '').length).toBe(3 + texts.length);
  const [figure] = ofRole('Figure', heard);
  expect(figure.alt).toBe(`Bars of ${texts.length} things: Finding ${markedUpTexts[0]}`);
  expect(read.info).toMatchObject({ Language: 'en', PDFFormatVersion: '1.7' });
});

test('the title is in both kinds of metadata, also where it looks like XML', () => {
  expect(read.info.Title).toBe(everything.title);
  expect(read.title).toBe(everything.title);
});

test('every font is inside, and there is no clock in it', () => {
  const raw = Buffer.from(bytes).toString('latin1');
  const descriptors = raw.match(/\/Type \/FontDescriptor/g)!.length;
  expect(descriptors).toBe(3);
  expect(raw.match(/\/FontFile2/g)!.length).toBe(descriptors);
  expect(raw).not.toContain('/Helvetica');
  expect(read.info.CreationDate).toBe('D:19700101000000Z');
});

test('each letter that no font has is one replacement that can be copied, and the end says which they are', async () => {
  const pdf = await toPdf(documentOf(...foreignTexts.map((words) => ({ kind: 'paragraph' as const, words }))));
  const { pages } = await readPdf(pdf);
  const texts = ofRole('P', [pages[0].heard]).map(({ text }) => text);
  const shown = ['�������� (Spirited Away)', '��� Parasite', 'A family � of four', '� France'];
  expect(texts.slice(0, 4).map(bare)).toEqual(shown.map(bare));
  const inUtf16 = Buffer.from('기생충', 'utf16le').swap16();
  expect(streamsOf(pdf).some((stream) => stream.includes('/ActualText') && stream.includes(inUtf16))).toBe(true);
  expect(texts.at(-1)).toMatch(/^Shown as \ufffd: .*U\+3068.*copy them/s);
  const none = await readPdf(await toPdf(documentOf({ kind: 'paragraph', words: 'Amélie' })));
  expect(none.pages[0].heard.text).not.toContain('Shown as');
});

test('a table longer than a page has its head on each, and every row once', async () => {
  const rows = Array.from({ length: 200 }, (_, at) => [`Film ${at}`, String(at)]);
  const columns = [{ title: 'The film' }, { title: 'Ratings', align: 'right' as const }];
  const pdf = await readPdf(await toPdf(documentOf({ kind: 'table', caption: 'Films', columns, rows })));
  expect(pdf.pages.length).toBeGreaterThan(4);
  for (const { drawn } of pdf.pages) expect(drawn.filter(({ text }) => text === 'The film').length).toBe(1);
  const names = pdf.pages.flatMap(({ drawn }) => drawn.filter(({ text }) => /^Film \d/.test(text)));
  expect(names.map(({ text }) => text)).toEqual(rows.map(([name]) => name));
  // A screen reader hears the head once.
  const heads = ofRole(
    'TH',
    pdf.pages.map((page) => page.heard),
  ).filter(({ text }) => text === 'The film');
  expect(heads.length).toBe(1);
  const numbers = pdf.pages[1].drawn
    .filter(({ text }) => /^\d+$/.test(text))
    .map(({ x, width }) => Math.round(x + width));
  expect(new Set(numbers).size).toBe(1);
});

test('a document of nothing but its title is a page', async () => {
  const { pages, outline } = await readPdf(await toPdf({ ...documentOf(), sections: [] }));
  expect(pages.map((page) => page.heard.text)).toEqual(['Document']);
  expect(outline).toBeNull();
});

test('charts are vectors: their letters are texts, and there are no pictures in the file', async () => {
  const pdf = await toPdf(documentOf({ kind: 'chart', name: 'bars', spec: chartOf('Bars', ['a & b', '<c>']) }));
  const { pages } = await readPdf(pdf);
  expect(pages[0].drawn.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['Bars', 'How to read it.', 'a & b', '<c>', 'Films']),
  );
  expect(Buffer.from(pdf).toString('latin1')).not.toMatch(/\/Subtype \/Image/);
});

/** What is in a PDF's compressed parts. */
function streamsOf(pdf: Uint8Array): Buffer[] {
  const raw = Buffer.from(pdf);
  const streams: Buffer[] = [];
  for (let at = raw.indexOf('stream\n'); at >= 0; at = raw.indexOf('stream\n', at + 1)) {
    if (raw.readUInt8(at + 7) === 0x78) streams.push(inflateSync(raw.subarray(at + 7, raw.indexOf('endstream', at))));
  }
  return streams;
}
