import { replacement, type Faces } from '../faces.ts';
import { readingOrder } from '../reading-order.ts';

/** A picture in a way that svg-to-pdfkit draws as it is meant: texts in the order in which they stand, with letters that the font has. */
export function svgForPdf(svg: string, faces: Faces): { svg: string; width: number; height: number } {
  const [, width, height] = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg)!.map(Number);
  return { width, height, svg: svg.replace(/>([^<]+)</g, (_, text: string) => `>${setText(unescape(text), faces)}<`) };
}

function setText(text: string, faces: Faces): string {
  const shown = faces
    .cut(text, 'bold')
    .map((stretch) => (stretch.missing ? replacement : stretch.text))
    .join('');
  const pieces = readingOrder([shown]);
  if (pieces.length === 1) return escape(shown);
  return pieces.map((piece) => `<tspan>${escape(piece.text)}</tspan>`).join('');
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescape = (text: string): string =>
  text.replace(/&(?:#(\d+)|(\w+));/g, (whole, number?: string, name?: string) =>
    number ? String.fromCodePoint(Number(number)) : (entities[name!] ?? whole),
  );
const escape = (text: string): string => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
