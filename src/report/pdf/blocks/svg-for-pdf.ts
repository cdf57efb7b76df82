import { oneLine } from '../../one-line.ts';
import { lettersOf, replacement, type Faces } from '../faces.ts';
import { readingOrder } from '../reading-order.ts';

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/**
 * A picture such that svg-to-pdfkit draws it as it is meant: with the room it is given and no size of its own, and texts
 * in the order in which they stand, of letters that the fonts have.
 */
export function svgForPdf(svg: string, faces: Faces): Picture {
  const size = / width="([\d.]+)" height="([\d.]+)"/;
  const [, width, height] = size.exec(svg)!.map(Number);
  const texts = svg.replace(/>([^<]+)</g, (_, text: string) => `>${inOrder(decode(text), faces)}<`);
  return { svg: texts.replace(size, ''), width, height };
}

function inOrder(text: string, faces: Faces): string {
  // svg-to-pdfkit would leave out accents that are characters of their own.
  const stretches = faces.cut(oneLine(text).normalize('NFC'), 'bold');
  const shown = stretches
    .map(({ text, missing }) => (missing ? replacement.repeat(lettersOf(text).length) : text))
    .join('');
  const pieces = readingOrder([shown]);
  if (pieces.length === 1) return encode(shown);
  return pieces.map((piece) => `<tspan>${encode(piece.text)}</tspan>`).join('');
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decode = (text: string): string =>
  text.replace(/&(?:#(\d+)|(\w+));/g, (whole, number?: string, name?: string) =>
    number ? String.fromCodePoint(Number(number)) : (entities[name!] ?? whole),
  );
const encode = (text: string): string => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
