import type { Document } from '../document.ts';
import { warningSlices } from './blocks/panel.ts';
import { breakLines, spansOf } from './lines.ts';
import { colors, leading, page, styles } from './look.ts';
import type { Element, Press } from './press.ts';
import { keptTogether, type Slice } from './slice.ts';
import { baselineOf, setText, textSlices, wholeWidth } from './text.ts';

/** What a document begins with: its title, what to know before anything else, and what is on which page (asked for when drawn). */
export function opening(press: Press, document: Document, root: Element, pageOf: ReadonlyMap<string, number>): Slice[] {
  const slices = keptTogether(
    textSlices(press, document.title, styles.title, press.element('H1', root), wholeWidth, 0, 6),
  );
  if (document.subtitle !== '')
    slices.push(...textSlices(press, document.subtitle, styles.subtitle, press.element('P', root), wholeWidth, 4, 6));
  slices.push(rule(press, colors.accent, 1.5, 10));
  for (const warning of document.warnings) slices.push(...warningSlices(press, warning, press.element('P', root)));
  if (document.sections.length > 1) slices.push(...contents(press, document, root, pageOf));
  return slices;
}

/** What it ends with: its last line, and which letters could not be shown. */
export function closing(press: Press, { foot }: Document, root: Element): Slice[] {
  const slices: Slice[] = [];
  if (foot.length > 0) slices.push(...textSlices(press, foot, styles.small, press.element('P', root), wholeWidth, 8));
  const missing = press.faces.missing();
  if (missing.length > 0) {
    const notice = `Shown as \ufffd: letters that the fonts in this file do not have, such as ${numbers(missing)}. They are in the file nevertheless: copy them to see them elsewhere.`;
    slices.push(...textSlices(press, notice, styles.small, press.element('P', root), wholeWidth, 8));
  }
  return slices.length > 0 ? [rule(press, colors.rule, 0.5, 26), ...keptTogether(slices)] : [];
}

/** The first few of some letters, by number. */
function numbers(letters: readonly string[]): string {
  const named = letters.slice(0, 8).map((letter) => {
    return [...letter]
      .map((character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
      .join(' ');
  });
  return named.join(', ');
}

function contents(press: Press, { sections }: Document, root: Element, pageOf: ReadonlyMap<string, number>): Slice[] {
  const list = press.element('TOC', root);
  const number = 30;
  return keptTogether(
    sections.map(({ id, title }, at): Slice => {
      const entry = press.element('TOCI', list);
      const [line] = breakLines(
        spansOf([{ link: title, section: id }], styles.body, press.faces),
        wholeWidth.width - number - 20,
        press.measure,
        1,
      );
      return {
        height: styles.body.size * leading + 2,
        gap: at === 0 ? 14 : 0,
        draw(top) {
          const baseline = baselineOf(top, styles.body);
          press.line(line, page.left, baseline, entry);
          const right = page.left + wholeWidth.width;
          press.decorate((pdf) => {
            pdf.moveTo(page.left + line.width + 6, baseline - 1).lineTo(right - number + 4, baseline - 1);
            pdf.lineWidth(0.6).dash(0.6, { space: 3 }).stroke(colors.gray);
          });
          setText(press, String(pageOf.get(id)), styles.body, number).draw(0, top, entry, right);
        },
      };
    }),
  );
}

const rule = (press: Press, color: string, thickness: number, gap: number): Slice => ({
  height: thickness,
  gap,
  draw: (top) => press.decorate((pdf) => pdf.rect(page.left, top, wholeWidth.width, thickness).fill(color)),
});
