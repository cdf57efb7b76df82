import { readFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { fontFiles } from '../../src/charts/fonts.ts';
import { textWidthOf } from '../../src/charts/text-width.ts';

/** What resvg leaves between two marks with a text between them: its own measure of that text, in units of the font size. */
function drawnWidth(text: string, weight: string): number {
  const widthOf = (inner: string): number => {
    const label = `<text x="10" y="150" font-family="DejaVu Sans" font-weight="${weight}" font-size="100">|${inner}|</text>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="200">${label}</svg>`;
    return new Resvg(svg, { font: { fontFiles, loadSystemFonts: false } }).innerBBox()!.width;
  };
  return (widthOf(text) - widthOf('')) / 100;
}

const texts = ['i', 'W', '0.8612', 'regularization', 'Où est l’été ?', 'Ω→∞ Ж', '𝔸'];

test.each(texts)('the width of "%s" is what resvg draws, but for kerning', (text) => {
  const [regular, bold] = fontFiles.map((file) => textWidthOf(readFileSync(file))(text));
  const tolerance = 0.012 * text.length;
  expect(Math.abs(regular - drawnWidth(text, 'normal'))).toBeLessThan(tolerance);
  expect(Math.abs(bold - drawnWidth(text, 'bold'))).toBeLessThan(tolerance);
});

test('widths add up, and nothing has none', () => {
  const widthOf = textWidthOf(readFileSync(fontFiles[0]));
  expect(widthOf('')).toBe(0);
  expect(widthOf('ab ab')).toBeCloseTo(2 * widthOf('ab') + widthOf(' '), 12);
});
