/**
 * Texts of any kind as texts that any engine can bind and give back whole: without NUL, at which some end what they
 * read, and without halves of surrogate pairs, which UTF-8 has no bytes for. Ordinary texts stay as they are.
 */

const mark = '\u001a';
const troublesome = /[\0\u001a\p{Cs}]/gu;
const written = /\u001a([0-9a-f]{4})/g;

export const toPlainText = (text: string): string =>
  text.replace(troublesome, (unit) => mark + unit.charCodeAt(0).toString(16).padStart(4, '0'));

export const fromPlainText = (text: string): string =>
  text.includes(mark)
    ? text.replace(written, (_, unit: string) => String.fromCharCode(Number.parseInt(unit, 16)))
    : text;
