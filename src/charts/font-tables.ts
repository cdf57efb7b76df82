/** Where each table of a TrueType font begins, as in the OpenType specification 1.9. */
export function tablesOf(font: Buffer): Record<string, number> {
  const entries = Array.from({ length: font.readUInt16BE(4) }, (_, table) => 12 + 16 * table);
  return Object.fromEntries(entries.map((at) => [font.toString('latin1', at, at + 4), font.readUInt32BE(at + 8)]));
}

/** The glyph of each character that a font has, by code point: its table `cmap`, format 12. */
export function glyphsOf(font: Buffer): Map<number, number> {
  const { cmap } = tablesOf(font);
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
