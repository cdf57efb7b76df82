import type { Words } from '../../document.ts';
import { colors, leading, page, styles, type Style } from '../look.ts';
import { breakLines, spansOf, type Line } from '../lines.ts';
import type { Element, Press } from '../press.ts';
import type { Slice } from '../slice.ts';
import { baselineOf, wholeWidth } from '../text.ts';

interface Look {
  readonly style: Style;
  readonly fill: string;
  /** A bar at its left. */
  readonly bar?: string;
}

const padding = 9;
/** A longer panel goes on in another one, which may be on the next page. */
const mostLines = 24;

/** What to mind, set apart. */
export const noteSlices = (press: Press, words: Words, element: Element): Slice[] =>
  panels(press, words, element, { style: styles.body, fill: colors.notePanel, bar: colors.accent });

/** What to know before anything else. */
export const warningSlices = (press: Press, words: Words, element: Element): Slice[] =>
  panels(press, words, element, {
    style: { ...styles.body, size: 10, face: 'bold' },
    fill: colors.warningPanel,
    bar: colors.warning,
  });

function panels(press: Press, words: Words, element: Element, look: Look): Slice[] {
  const width = wholeWidth.width - 2 * padding - 4;
  const lines = breakLines(spansOf(words, look.style, press.faces), width, press.measure);
  return inPanels(
    press,
    lines.map((line) => ({ line, indent: 4 })),
    element,
    look,
  );
}

/** Lines to type, in the font of a terminal; what does not fit in a line goes on further in. */
export function commandSlices(press: Press, commands: readonly string[], parent: Element): Slice[] {
  const width = wholeWidth.width - 2 * padding - 16;
  const code = press.element('Code', parent);
  const [space] = spansOf(' ', styles.code, press.faces);
  const indentOf = (command: string): number =>
    Math.min(8, command.length - command.trimStart().length) * press.measure(space);
  const lines = commands.flatMap((command) =>
    breakLines(spansOf(command, styles.code, press.faces), width, press.measure).map((line, at) => ({
      line,
      indent: indentOf(command) + (at === 0 ? 0 : 16),
    })),
  );
  return inPanels(press, lines, code, { style: styles.code, fill: colors.panel });
}

function inPanels(
  press: Press,
  lines: readonly { readonly line: Line; readonly indent: number }[],
  element: Element,
  { style, fill, bar }: Look,
): Slice[] {
  const step = style.size * leading;
  const parts = Array.from({ length: Math.ceil(lines.length / mostLines) }, (_, part) =>
    lines.slice(part * mostLines, (part + 1) * mostLines),
  );
  return parts.map((part, at) => ({
    height: part.length * step + 2 * padding - 4,
    gap: at === 0 ? 9 : 2,
    draw(top) {
      const height = part.length * step + 2 * padding - 4;
      press.decorate((pdf) => {
        pdf.roundedRect(page.left, top, wholeWidth.width, height, bar ? 0 : 3).fill(fill);
        if (bar) pdf.rect(page.left, top, 3, height).fill(bar);
      });
      for (const [row, { line, indent }] of part.entries()) {
        press.line(line, page.left + padding + indent, baselineOf(top + padding - 2 + row * step, style), element);
      }
    },
  }));
}
