import { expect, test } from 'vitest';
import { palette } from '../../src/charts/palette.ts';
import { neutral } from '../../src/charts/theme.ts';
import { darkPaper, letters, onDark } from '../../src/report/html/chart-colors.ts';

/** WCAG 2.2, "contrast ratio" and "relative luminance". */
const contrast = (one: string, other: string): number => {
  const [low, high] = [one, other].map(luminance).sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
const replaced = new Map(onDark);

test('the formula gives 21 for black on white', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21);
});

test.each(Object.entries(palette))('marks in %s have a contrast of 3 on a dark sheet', (_, color) => {
  expect(contrast(replaced.get(color) ?? color, darkPaper)).toBeGreaterThanOrEqual(3);
});

test.each(Object.keys(palette))('letters in %s have a contrast of 4.5 on both sheets', (name) => {
  const color = palette[name as keyof typeof palette];
  const [, light, dark] = letters.find(([one]) => one === color) ?? [color, color, replaced.get(color)!];
  expect(contrast(light, neutral.paper)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(dark, darkPaper)).toBeGreaterThanOrEqual(4.5);
});

test('on white, all but the colors for areas have a contrast of 3', () => {
  const forAreas: string[] = [palette.yellow, palette.sky, palette.orange];
  for (const color of Object.values(palette).filter((one) => !forAreas.includes(one))) {
    expect(contrast(color, neutral.paper)).toBeGreaterThanOrEqual(3);
  }
});
