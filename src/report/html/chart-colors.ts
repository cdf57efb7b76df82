import { palette } from '../../charts/palette.ts';
import { neutral } from '../../charts/theme.ts';

/** The sheet of a dark page; every color of the palette that is not replaced has a contrast of at least 3 to it. */
export const darkPaper = '#17191C';

/** What takes the place of a chart's colors on a dark sheet. */
export const onDark: readonly (readonly [color: string, instead: string])[] = [
  [neutral.ink, '#E8EAED'],
  [neutral.grid, '#2E3338'],
  [neutral.axis, '#7A8189'],
  [palette.gray, '#A9B0B7'],
  [palette.black, '#E8EAED'],
];

/** Letters need a higher contrast than marks, of at least 4.5: what takes the place of the palette in texts. */
export const letters: readonly (readonly [color: string, onLight: string, onDark: string])[] = [
  [palette.blue, palette.blue, '#5FB4EA'],
  [palette.vermilion, '#B24E00', '#F08A45'],
  [palette.green, '#00735A', '#2DBE94'],
  [palette.orange, '#8A5F00', palette.orange],
  [palette.sky, '#1F6FA0', palette.sky],
  [palette.purple, '#9A4A77', '#DD9CBF'],
  [palette.yellow, '#6A6200', palette.yellow],
];
