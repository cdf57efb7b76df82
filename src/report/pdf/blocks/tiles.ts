import type { KeyFigures } from '../../document.ts';
import { colors, page, styles } from '../look.ts';
import type { Element, Press } from '../press.ts';
import { keptTogether, type Slice } from '../slice.ts';
import { setText, wholeWidth, type SetText } from '../text.ts';

const [gap, padding, lead] = [10, 10, 3];
/** Of the smallest size that a value is set in rather than broken. */
const smallest = 10;

/** The few numbers that matter most, large, three or four in a row. */
export function tileSlices(press: Press, { figures }: KeyFigures, parent: Element): Slice[] {
  const list = press.element('L', parent);
  const inRow = figures.length === 4 || figures.length > 6 ? 4 : 3;
  const width = (wholeWidth.width - (inRow - 1) * gap) / inRow;
  const tiles = figures.map(({ label, value, note }) => ({
    element: press.element('LI', list),
    label: setText(press, label, styles.label, width - 2 * padding, 3),
    value: fitted(press, value, width - 2 * padding),
    note: setText(press, note, styles.small, width - 2 * padding, 8),
  }));
  const rows = Array.from({ length: Math.ceil(tiles.length / inRow) }, (_, row) =>
    tiles.slice(row * inRow, (row + 1) * inRow),
  );
  return keptTogether(
    rows.map((row, at): Slice => {
      // What is beside each other begins at the same height.
      const labels = Math.max(...row.map((tile) => tile.label.height));
      const values = Math.max(...row.map((tile) => tile.value.height));
      const height = labels + values + Math.max(...row.map((tile) => tile.note.height)) + 2 * padding + 2 * lead;
      return {
        height,
        gap: at === 0 ? 12 : gap,
        draw(top) {
          for (const [column, tile] of row.entries()) {
            const x = page.left + column * (width + gap);
            press.decorate((pdf) => pdf.roundedRect(x, top, width, height, 4).fill(colors.panel));
            tile.label.draw(x + padding, top + padding, press.element('Lbl', tile.element));
            const body = press.element('LBody', tile.element);
            tile.value.draw(x + padding, top + padding + labels + lead, body);
            tile.note.draw(x + padding, top + padding + labels + values + 2 * lead, body);
          }
        },
      };
    }),
  );
}

/** A value in a line, smaller if need be. */
function fitted(press: Press, value: string, width: number): SetText {
  const large = setText(press, value, styles.value, Infinity);
  const size = Math.max(smallest, Math.min(styles.value.size, (styles.value.size * width) / large.lines[0].width));
  return setText(press, value, { ...styles.value, size: Math.floor(size * 4) / 4 }, width, 3);
}
