/**
 * SQL of a text without what spellings differ in: case, accents, spaces, hyphens and other marks. `Sci-Fi`, `sci fi` and
 * `scifi` become one.
 */
export const folded = (text: string): string =>
  `regexp_replace(strip_accents(lower(nfc_normalize(${text}))), '[^\\p{L}\\p{M}\\p{N}]', '', 'g')`;
