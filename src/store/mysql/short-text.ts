import { createHash } from 'node:crypto';

/** In characters. Two such columns, of four bytes a character, fit into a key of InnoDB's, which has 3,072 bytes. */
export const longest = 255;

/** No plain text has this in it: there the first sign is followed by a number. See sql/plain-text.ts. */
export const marked = '\u001a#';

/** A plain text as a column holds it: as it is, or by its SHA-256 where it is too long. */
export const shortText = (plain: string): string =>
  plain.length <= longest ? plain : marked + createHash('sha256').update(plain).digest('hex');

export const isShortened = (text: string): boolean => text.startsWith(marked);
