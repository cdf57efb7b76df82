import type { Words } from '../document.ts';
import { breakLines, spansOf, type Line } from './lines.ts';
import { contentWidth, leading, page, type Style } from './look.ts';
import type { Element, Press } from './press.ts';
import type { Slice } from './slice.ts';

export interface Place {
  readonly x: number;
  readonly width: number;
}
export const wholeWidth: Place = { x: page.left, width: contentWidth };

/** A text as lines. */
export interface SetText {
  readonly lines: readonly Line[];
  /** From line to line. */
  readonly step: number;
  readonly height: number;
  /** Draws them with the first at `top`; a place further in and to the right, where `align` says so. */
  draw(x: number, top: number, element?: Element, right?: number): void;
}

/** Breaks words into at most `most` lines of a width. */
export function setText(press: Press, words: Words, style: Style, width: number, most?: number): SetText {
  const lines = breakLines(spansOf(words, style, press.faces), width, press.measure, most);
  const step = style.size * leading;
  return {
    lines,
    step,
    height: lines.length * step,
    draw(x, top, element, right) {
      for (const [at, line] of lines.entries()) {
        const left = right === undefined ? x : right - line.width;
        press.line(line, left, baselineOf(top + at * step, style), element);
      }
    },
  };
}

/** Where letters stand in a line that begins at `top`: what DejaVu has above and below, .76 and .24 of the size, in its middle. */
export const baselineOf = (top: number, { size }: Style): number => top + size * ((leading - 1) / 2 + 0.76);

/** A text that may be broken between pages, with no line alone: the first two and the last two stay together. */
export function textSlices(
  press: Press,
  words: Words,
  style: Style,
  element: Element,
  { x, width }: Place,
  gap: number,
  most?: number,
): Slice[] {
  const { lines, step } = setText(press, words, style, width, most);
  return lines.map((line, at) => ({
    height: step,
    gap: at === 0 ? gap : 0,
    staysWithNext: at < lines.length - 1 && (at === 0 || at === lines.length - 2),
    draw: (top) => press.line(line, x, baselineOf(top, style), element),
  }));
}
