import { setText, wholeWidth } from './text.ts';
import { colors, page, styles } from './look.ts';
import type { Press } from './press.ts';

/** What is above and below the text of a page: what the document is called, and which page it is. */
export function margins(press: Press, title: string, number: number, of: number): void {
  const count = setText(press, `Page ${number} of ${of}`, styles.margin, 120);
  const named = setText(press, title, styles.margin, wholeWidth.width - 130, 1);
  press.decorate((pdf) => {
    const foot = page.height - page.bottom + 24;
    count.draw(0, foot, undefined, page.left + wholeWidth.width);
    if (number === 1) return;
    named.draw(page.left, 32);
    pdf
      .moveTo(page.left, 48)
      .lineTo(page.left + wholeWidth.width, 48)
      .lineWidth(0.5)
      .stroke(colors.hairline);
  }, 'Pagination');
}
