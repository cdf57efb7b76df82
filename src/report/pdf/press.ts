import type { Faces } from './faces.ts';
import { readingOrder, hasRightToLeft } from './reading-order.ts';
import { shownText, type Line, type Measure, type Span } from './lines.ts';
import { page } from './look.ts';

export type Pdf = PDFKit.PDFDocument;
/** A part of the document as those hear it who cannot see it: a heading, a table's cell. */
export type Element = PDFKit.PDFStructureElement;

/** Draws on the current page. Lengths are in points from its left upper corner. */
export interface Press {
  readonly pdf: Pdf;
  readonly faces: Faces;
  readonly measure: Measure;
  /** A new element of the tree, the last child of its parent. Types are those of ISO 32000-1, 14.8.4. */
  element(type: string, parent: Element, options?: { alt?: string; scope?: 'Row' | 'Column' }): Element;
  /** Draws a line with its letters standing on `baseline`; without an element it is decoration. */
  line(line: Line, x: number, baseline: number, element?: Element): void;
  /** What is only to be seen: rules, panels, page numbers. */
  decorate(draw: (pdf: Pdf) => void, type?: 'Layout' | 'Pagination'): void;
}

export function createPress(pdf: Pdf, faces: Faces): Press {
  const widthOf = ({ face, size }: Span, text: string): number => pdf.font(face, size).widthOfString(text);
  const decorate: Press['decorate'] = (draw, type = 'Layout') => {
    pdf.markContent('Artifact', { type });
    pdf.save();
    draw(pdf);
    pdf.restore();
    pdf.endMarkedContent();
  };

  /** Draws spans beside each other, and gives the place after them. */
  const draw = (spans: readonly Span[], x: number, baseline: number): void => {
    const isOther = spans.some((span) => span.missing || hasRightToLeft(span.text));
    // What is to be read where that is not what is drawn, or not in its order.
    if (isOther) pdf.markContent('Span', { actual: spans.map(({ text }) => text).join('') });
    let at = x;
    for (const { text, of } of readingOrder(spans.map(shownText))) {
      const span = spans[of];
      pdf.font(span.face, span.size).fillColor(span.color);
      pdf.text(text, at, baseline, { lineBreak: false, baseline: 'alphabetic' });
      at += widthOf(span, text);
    }
    if (isOther) pdf.endMarkedContent();
  };

  return {
    pdf,
    faces,
    measure: (span) => widthOf(span, shownText(span)),
    element(type, parent, options = {}) {
      const element = pdf.struct(type, options);
      parent.add(element);
      return element;
    },
    line({ spans }, x, baseline, element) {
      let at = x;
      for (const part of byLink(spans)) {
        const [left, width] = [at, part.reduce((sum, span) => sum + widthOf(span, shownText(span)), 0)];
        const { link, size } = part[0];
        if (!element) draw(part, left, baseline);
        else if (!link) element.add(() => draw(part, left, baseline));
        else {
          const own = pdf.struct('Link');
          element.add(own);
          own.add(() => draw(part, left, baseline));
          linkTo(pdf, link, { x: left, y: baseline - size, width, height: size * 1.3 }, own, part);
        }
        at += width;
      }
    },
    decorate,
  };
}

function linkTo(
  pdf: Pdf,
  section: string,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  element: Element,
  spans: readonly Span[],
): void {
  const Contents = new String(spans.map(({ text }) => text).join('')) as string;
  pdf.goTo(x, y, width, height, section, { Contents, structParent: element } as object);
  // At once, since pdfkit takes the annotation to be on the page that is current then.
  element.end();
}

/** Stretches that lead to the same section, or to none. */
function byLink(spans: readonly Span[]): Span[][] {
  const parts: Span[][] = [];
  for (const span of spans) {
    if (parts.length > 0 && parts.at(-1)![0].link === span.link) parts.at(-1)!.push(span);
    else parts.push([span]);
  }
  return parts;
}

/** Opens a PDF whose bytes depend on what is drawn in it alone. */
export async function openPdf(title: string, faces: Faces): Promise<Pdf> {
  const { default: PDFDocument } = await import('pdfkit');
  const pdf = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en',
    // No clock: a date is required, and this one says that there is none.
    info: { Title: forMetadata(title), Creator: 'movierec', CreationDate: new Date(0) },
    font: undefined,
  });
  for (const [face, file] of Object.entries(faces.files)) pdf.registerFont(face, file);
  return pdf;
}

/** pdfkit puts the title into XML as it is; so that copy of it is escaped. */
const forMetadata = (title: string): string =>
  Object.assign(new String(title), {
    toString: () => title.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`),
  }) as unknown as string;
