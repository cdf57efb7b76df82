import { oneLine } from '../../one-line.ts';
import { page, styles } from '../look.ts';
import type { Element, Press } from '../press.ts';
import type { Slice } from '../slice.ts';
import { setText, wholeWidth } from '../text.ts';

/** Titles may be of any length; what is beyond these lines is cut. */
const mostLines = 6;

/** A section's title, which links lead to and the outline lists. */
export function sectionHeading(press: Press, title: string, id: string, element: Element): Slice {
  const text = setText(press, title, styles.section, wholeWidth.width, mostLines);
  return {
    height: text.height + 2,
    gap: 26,
    staysWithNext: true,
    section: id,
    draw(top) {
      press.pdf.addNamedDestination(id, 'XYZ', page.left, top, 0);
      bookmark(press.pdf.outline, title, top);
      text.draw(page.left, top, element);
    },
  };
}

/** A heading within a section. */
export function innerHeading(press: Press, title: string, element: Element): Slice {
  const text = setText(press, title, styles.heading, wholeWidth.width, mostLines);
  return {
    height: text.height + 1,
    gap: 16,
    staysWithNext: true,
    draw(top) {
      bookmark(press.pdf.outline.children.at(-1) ?? press.pdf.outline, title, top);
      text.draw(page.left, top, element);
    },
  };
}

/** A line of the outline. */
export function bookmark(parent: PDFKit.PDFOutline, title: string, top: number): void {
  // pdfkit counts `left` from the right.
  parent.addItem(oneLine(title).trim(), { top, left: page.width } as object);
}
