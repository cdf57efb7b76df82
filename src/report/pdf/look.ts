import { palette } from '../../charts/palette.ts';
import type { Face } from './faces.ts';

/** How a text is set: sizes in points. */
export interface Style {
  readonly face: Face;
  readonly size: number;
  readonly color: string;
}

const ink = '#202124';
export const colors = {
  ink,
  gray: palette.gray,
  accent: palette.blue,
  warning: palette.vermilion,
  rule: '#C4C7CC',
  hairline: '#E3E5E8',
  panel: '#F4F6F8',
  notePanel: '#EAF3F9',
  warningPanel: '#FDF0E6',
};

/** How all documents look, in points on A4. */
export const page = { width: 595.28, height: 841.89, left: 54, right: 54, top: 64, bottom: 62 };
export const contentWidth = page.width - page.left - page.right;

/** A line is this many times as high as its letters. */
export const leading = 1.42;

const text = (size: number, face: Face = 'regular', color = ink): Style => ({ face, size, color });
export const styles = {
  title: text(22, 'bold'),
  subtitle: text(11, 'regular', colors.gray),
  section: text(15, 'bold', colors.accent),
  heading: text(11, 'bold'),
  body: text(9.5),
  finding: text(10, 'bold'),
  small: text(8.25, 'regular', colors.gray),
  code: text(8.5, 'mono'),
  label: text(8.25, 'regular', colors.gray),
  value: text(18, 'bold', colors.accent),
  margin: text(7.75, 'regular', colors.gray),
} satisfies Record<string, Style>;
