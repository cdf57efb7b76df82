import type { Block, Document, Section } from './document.ts';
import { oneLine } from './one-line.ts';
import { chartSlices } from './pdf/blocks/chart.ts';
import { innerHeading, sectionHeading } from './pdf/blocks/heading.ts';
import { definitionSlices, listSlices } from './pdf/blocks/list.ts';
import { commandSlices, noteSlices } from './pdf/blocks/panel.ts';
import { tableSlices } from './pdf/blocks/table.ts';
import { tileSlices } from './pdf/blocks/tiles.ts';
import { loadFaces } from './pdf/faces.ts';
import { margins } from './pdf/margins.ts';
import { page, styles } from './pdf/look.ts';
import { closing, opening } from './pdf/opening.ts';
import { createPress, openPdf, type Element, type Press } from './pdf/press.ts';
import { paginate, type Slice } from './pdf/slice.ts';
import { textSlices, wholeWidth } from './pdf/text.ts';

/**
 * A document as PDF 1.7 on A4, drawn without a browser: fonts inside, charts as vectors, tagged for those who listen to it.
 * The same document gives the same bytes. Letters that the fonts do not have (DejaVu: there is no Chinese, Japanese,
 * Korean or Indic script in it) are drawn as U+FFFD, can be copied and heard nevertheless, and a line at the end
 * says which they are. Time: a fifth of a second for each chart, and half a second.
 */
export async function toPdf(document: Document): Promise<Uint8Array> {
  const faces = await loadFaces();
  const pdf = await openPdf(oneLine(document.title).trim(), faces);
  const bytes = collected(pdf);
  const press = createPress(pdf, faces);
  const root = pdf.struct('Document');
  pdf.addStructure(root);

  const pageOf = new Map<string, number>();
  const slices = opening(press, document, root, pageOf);
  for (const section of document.sections) slices.push(...(await sectionSlices(press, section, root)));
  slices.push(...closing(press, document, root));

  const pages = paginate(slices, { top: page.top, bottom: page.height - page.bottom });
  for (const [at, placed] of pages.entries()) {
    for (const { slice } of placed) if (slice.section !== undefined) pageOf.set(slice.section, at + 1);
  }
  for (const [at, placed] of pages.entries()) {
    pdf.addPage();
    margins(press, document.title, at + 1, pages.length);
    for (const { slice, top } of placed) slice.draw(top);
  }
  pdf.end();
  return bytes;
}

async function sectionSlices(press: Press, { id, title, blocks }: Section, root: Element): Promise<Slice[]> {
  const element = press.element('Sect', root);
  const slices = [sectionHeading(press, title, id, press.element('H2', element))];
  for (const block of blocks) slices.push(...(await blockSlices(press, block, element)));
  return slices;
}

function blockSlices(press: Press, block: Block, parent: Element): Slice[] | Promise<Slice[]> {
  switch (block.kind) {
    case 'heading':
      return [innerHeading(press, block.text, press.element('H3', parent))];
    case 'paragraph':
      return textSlices(press, block.words, styles.body, press.element('P', parent), wholeWidth, 7);
    case 'note':
      return noteSlices(press, block.words, press.element('P', parent));
    case 'list':
      return listSlices(press, block, parent);
    case 'definitions':
      return definitionSlices(press, block, parent);
    case 'figures':
      return tileSlices(press, block, parent);
    case 'table':
      return tableSlices(press, block, parent);
    case 'commands':
      return commandSlices(press, block.lines, parent);
    case 'chart':
      return chartSlices(press, block, parent);
  }
}

function collected(pdf: NodeJS.ReadableStream): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.on('error', reject);
  });
}
