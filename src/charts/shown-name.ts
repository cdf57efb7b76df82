const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Controls, marks that turn the direction of what follows, and what takes no room by itself. */
const invisible = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/gu;

/**
 * A name out of the data as texts show it: on one line, without characters that nobody sees, and at most `most`
 * characters (as people count them) long, with an ellipsis where it is cut.
 */
export function shownName(name: string, most = Infinity): string {
  const text = name.replace(/\s+/g, ' ').replace(invisible, '').trim();
  if (text === '') return '(blank)';
  if (text.length <= most) return text;
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
