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
  const glyphs = glyphsOf(font, tables.cmap);
  // Glyphs after the last width have that width.
  const advance = (glyph: number): number => font.readUInt16BE(tables.hmtx + 4 * Math.min(glyph, widths - 1));

  return (text) => {
    let units = 0;
    for (const character of text) units += advance(glyphs.get(character.codePointAt(0)!) ?? 0);
    return units / unitsPerEm;
  };
}

/** Where each table begins. */
function tablesOf(font: Buffer): Record<string, number> {
  const entries = Array.from({ length: font.readUInt16BE(4) }, (_, table) => 12 + 16 * table);
  return Object.fromEntries(entries.map((at) => [font.toString('latin1', at, at + 4), font.readUInt32BE(at + 8)]));
}

/** The glyph of each character that the font has. */
function glyphsOf(font: Buffer, cmap: number): Map<number, number> {
  const subtables = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, record) => {
    return cmap + font.readUInt32BE(cmap + 4 + 8 * record + 4);
  });
  const full = subtables.find((at) => font.readUInt16BE(at) === 12);
  const glyphs = new Map<number, number>();
  if (full === undefined) return glyphs;
  for (let group = 0; group < font.readUInt32BE(full + 12); group++) {
    const at = full + 16 + 12 * group;
    const [first, last, glyph] = [font.readUInt32BE(at), font.readUInt32BE(at + 4), font.readUInt32BE(at + 8)];
    for (let character = first; character <= last; character++) glyphs.set(character, glyph + character - first);
  }
  return glyphs;
}
