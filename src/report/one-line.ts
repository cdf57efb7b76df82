/**
 * A text as it may stand in a line: runs of spaces, line breaks and other controls are one space, halves of characters
 * are U+FFFD, and marks that would turn the direction of what comes after the text (U+202A to 202E, U+2066 to 2069) are
 * gone. Spaces that do not break stay.
 */
export const oneLine = (text: string): string =>
  text
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\p{Control} \u2028\u2029]+/gu, ' ');
