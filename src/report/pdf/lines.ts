import type { Words } from '../document.ts';
import { oneLine } from '../one-line.ts';
import { lettersOf, replacement, type Faces } from './faces.ts';
import { colors, type Style } from './look.ts';

/** A stretch of a text that looks the same. */
export interface Span extends Style {
  readonly text: string;
  /** No font has its letters: they are drawn as replacements. */
  readonly missing: boolean;
  /** The section that it leads to. */
  readonly link?: string;
}

export interface Line {
  readonly spans: readonly Span[];
  readonly width: number;
}

export type Measure = (span: Span) => number;

/** Words as stretches that look the same. */
export function spansOf(words: Words, style: Style, faces: Faces): Span[] {
  const set = (text: string, own: Style, link?: string): Span[] =>
    faces.cut(oneLine(text), own.face).map((stretch) => ({ ...own, ...stretch, ...(link && { link }) }));
  return (typeof words === 'string' ? [words] : words).flatMap((part) => {
    if (typeof part === 'string') return set(part, style);
    if ('strong' in part) return set(part.strong, { ...style, face: 'bold' });
    if ('code' in part) return set(part.code, { ...style, face: 'mono', size: style.size * 0.95 });
    return set(part.link, { ...style, color: colors.accent }, part.section);
  });
}

/** What is drawn of a span. */
export const shownText = ({ text, missing }: Span): string =>
  missing ? replacement.repeat(lettersOf(text).length) : text;

/**
 * Breaks a text into lines of at most `width`: at spaces, and within words that are longer than a line. What is beyond
 * `most` lines is cut off, and an ellipsis says so. There is always a line, if an empty one.
 */
export function breakLines(spans: readonly Span[], width: number, measure: Measure, most = Infinity): Line[] {
  const measureAll = (part: readonly Span[]): number => part.reduce((sum, span) => sum + measure(span), 0);
  const lines: Span[][] = [[]];
  const widths = [0];
  for (const word of wordsOf(spans).flatMap((whole) => pieces(whole, width, measure))) {
    const last = lines.length - 1;
    const gap = lines[last].length > 0 ? [spaceBetween(lines[last].at(-1)!, word.spans[0])] : [];
    const wider = widths[last] + measureAll(gap) + measureAll(word.spans);
    if (lines[last].length > 0 && (word.breaks || wider > width)) {
      lines.push([...word.spans]);
      widths.push(measureAll(word.spans));
    } else {
      lines[last].push(...gap, ...word.spans);
      widths[last] = wider;
    }
  }
  if (lines.length > most) {
    const last = shorten(lines[most - 1], width, measure);
    return [...lines.slice(0, most - 1), last].map((line) => toLine(line, measure));
  }
  return lines.map((line) => toLine(line, measure));
}

/** Words, each as what stands between two spaces. */
function wordsOf(spans: readonly Span[]): Span[][] {
  const words: Span[][] = [[]];
  for (const span of spans) {
    span.text.split(' ').forEach((text, part) => {
      if (part > 0) words.push([]);
      if (text !== '') words.at(-1)!.push({ ...span, text });
    });
  }
  return words.filter((word) => word.length > 0);
}

/** A word, or the lines of one that is longer than a line; such a one begins a line. */
function pieces(word: readonly Span[], width: number, measure: Measure): { spans: Span[]; breaks: boolean }[] {
  if (word.reduce((sum, span) => sum + measure(span), 0) <= width) return [{ spans: [...word], breaks: false }];
  const parts: Span[][] = [];
  let left = 0;
  for (const span of word) {
    for (const letter of lettersOf(span.text)) {
      const own = measure({ ...span, text: letter });
      if (own > left || parts.length === 0) {
        parts.push([]);
        left = width;
      }
      left -= own;
      const last = parts.at(-1)!;
      const before = last.at(-1);
      if (before && looksLike(before, span)) last[last.length - 1] = { ...before, text: before.text + letter };
      else last.push({ ...span, text: letter });
    }
  }
  return parts.map((spans) => ({ spans, breaks: true }));
}

/** A space belongs to no link, unless it is within one. */
const spaceBetween = (before: Span, after: Span): Span => ({
  ...(before.link && before.link !== after.link ? after : before),
  text: ' ',
  missing: false,
});

/** A line that ends in an ellipsis, with as much of it as there is room for. */
function shorten(line: readonly Span[], width: number, measure: Measure): Span[] {
  const ellipsis = { ...line[0], text: '…', missing: false };
  const kept: Span[] = [];
  let room = width - measure(ellipsis);
  for (const letter of line.flatMap((span) => lettersOf(span.text).map((text) => ({ ...span, text })))) {
    room -= measure(letter);
    if (room < 0) break;
    kept.push(letter);
  }
  return [...kept, ellipsis];
}

const looksLike = (a: Span, b: Span): boolean =>
  a.face === b.face && a.size === b.size && a.color === b.color && a.link === b.link && a.missing === b.missing;

function toLine(spans: readonly Span[], measure: Measure): Line {
  const merged: Span[] = [];
  for (const span of spans) {
    const before = merged.at(-1);
    if (before && looksLike(before, span)) merged[merged.length - 1] = { ...before, text: before.text + span.text };
    else merged.push(span);
  }
  return { spans: merged, width: merged.reduce((sum, span) => sum + measure(span), 0) };
}
