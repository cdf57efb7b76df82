import { glyphsOf, tablesOf } from './font-tables.ts';

/** How wide a text is, in units of the font size. */
export type TextWidth = (text: string) => number;

/**
 * Reads the widths of characters from a TrueType font, so that labels get the room they need where there is no browser
 * to measure them. Tables as in the OpenType specification 1.9: `cmap` (format 12: from character to glyph), `hmtx`
 * (advance widths). Kerning, which moves letters by some hundredths, is left out.
 */
export function textWidthOf(font: Buffer): TextWidth {
  const tables = tablesOf(font);
  const unitsPerEm = font.readUInt16BE(tables.head + 18);
  const widths = font.readUInt16BE(tables.hhea + 34);
  const glyphs = glyphsOf(font);
  // Glyphs after the last width have that width.
  const advance = (glyph: number): number => font.readUInt16BE(tables.hmtx + 4 * Math.min(glyph, widths - 1));

  return (text) => {
    let units = 0;
    for (const character of text) units += advance(glyphs.get(character.codePointAt(0)!) ?? 0);
    return units / unitsPerEm;
  };
}
