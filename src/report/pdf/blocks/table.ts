import type { Table, Words } from '../../document.ts';
import { colors, page, styles, type Style } from '../look.ts';
import { spansOf } from '../lines.ts';
import type { Element, Press } from '../press.ts';
import { keptTogether, type Slice } from '../slice.ts';
import { setText, textSlices, wholeWidth, type SetText } from '../text.ts';
import { columnWidths } from './column-widths.ts';

const [columnGap, rowPadding] = [14, 3];
/** What is beyond these lines of a cell is cut. */
const mostLines = 14;
/** A table that is longer than this goes on on the next page rather than to begin there. */
const mostTogether = 0.55 * (page.height - page.top - page.bottom);
const sizes = [9, 8.5, 8, 7.5, 7];

export function tableSlices(press: Press, { caption, columns, rows }: Table, parent: Element): Slice[] {
  const table = press.element('Table', parent);
  const titles = columns.map(({ title }): Words => [{ strong: title }]);
  const { style, widths } = layOut(press, [titles, ...rows], columns.length);
  const total = widths.reduce((sum, width) => sum + width, 0) + columnGap * (columns.length - 1);
  const lefts = widths.map((_, at) => widths.slice(0, at).reduce((sum, width) => sum + width + columnGap, page.left));

  /** A row with cells in elements of these types; without any it is decoration. */
  const row = (cells: readonly Words[], rule: string, elements?: readonly Element[]): Slice => {
    const texts = cells.map((cell, at) => setText(press, cell, style, widths[at], mostLines));
    const height = Math.max(0, ...texts.map((text) => text.height)) + 2 * rowPadding;
    const drawCells = (top: number): void => {
      texts.forEach((text, at) => drawCell(text, at, top + rowPadding, elements?.[at]));
    };
    return {
      height,
      gap: 0,
      draw(top) {
        if (elements) drawCells(top);
        else press.decorate(() => drawCells(top), 'Pagination');
        press.decorate((pdf) => {
          pdf.moveTo(page.left, top + height).lineTo(page.left + total, top + height);
          pdf.lineWidth(elements && rule === colors.hairline ? 0.5 : 0.75).stroke(rule);
        });
      },
    };
  };
  const drawCell = (text: SetText, at: number, top: number, element?: Element): void => {
    text.draw(lefts[at], top, element, columns[at].align === 'right' ? lefts[at] + widths[at] : undefined);
  };

  const captionElement = press.element('Caption', table);
  const named = keptTogether(textSlices(press, caption, styles.small, captionElement, wholeWidth, 14, 6));
  const headRow = press.element('TR', press.element('THead', table));
  const headElements = columns.map(() => press.element('TH', headRow, { scope: 'Column' }));
  const head = { ...row(titles, colors.gray, headElements), gap: 3 };
  const repeated = row(titles, colors.gray);
  const body = press.element('TBody', table);
  const all = rows.map((cells): Slice => {
    const element = press.element('TR', body);
    const own = cells.map((_, at) => press.element(at === 0 ? 'TH' : 'TD', element, at === 0 ? { scope: 'Row' } : {}));
    return { ...row(cells, colors.hairline, own), head: repeated };
  });
  const isLong = [...named, head, ...all].reduce((sum, slice) => sum + slice.height, 0) > mostTogether;
  if (!isLong) return keptTogether([...named, head, ...all]);
  // No row stands alone with the head, before or after a break.
  const [first, ...rest] = keptTogether([...named, head, ...all.slice(0, 2)]);
  return [first, ...rest, ...all.slice(2, -2), ...keptTogether(all.slice(2).slice(-2))];
}

/** The largest letters with which no word must be broken, else the smallest. */
function layOut(
  press: Press,
  rows: readonly (readonly Words[])[],
  columns: number,
): { style: Style; widths: readonly number[] } {
  const room = wholeWidth.width - columnGap * (columns - 1);
  for (const size of sizes) {
    const style = { ...styles.body, size };
    const wishes = Array.from({ length: columns }, (_, at) => {
      const cells = rows.map((cells) => spansOf(cells[at], style, press.faces));
      const most = Math.max(...cells.map((spans) => spans.reduce((sum, span) => sum + press.measure(span), 0)));
      const words = cells.flatMap((spans) =>
        spans.flatMap((span) => span.text.split(' ').map((text) => ({ ...span, text }))),
      );
      // A word of a third of the page may be broken.
      const least = Math.min(room / 3, Math.max(...words.map((word) => press.measure(word))));
      return { most: most + 0.01, least: Math.min(most, least) + 0.01 };
    });
    if (wishes.reduce((sum, { least }) => sum + least, 0) <= room || size === sizes.at(-1))
      return { style, widths: columnWidths(wishes, room) };
  }
  throw new Error('unreachable');
}
