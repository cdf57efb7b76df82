import { escape } from './escape.ts';

/** A text as HTML in which no line begins with the sign of a figure: "22 %" stays together. */
export const setText = (text: string): string => escape(text).replace(/(?<=\d) (?=%)/g, '&#160;');
