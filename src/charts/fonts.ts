import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { textWidthOf, type TextWidth } from './text-width.ts';

const { resolve } = createRequire(import.meta.url);

/** The bundled fonts, as files: a machine without any would draw boxes. */
export const fonts = {
  regular: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  mono: resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf'),
};

/** Those of all charts. */
export const fontFiles: string[] = [fonts.regular, fonts.bold];

/** How wide texts in these fonts are. */
export async function fontWidths(): Promise<{ regular: TextWidth; bold: TextWidth }> {
  return { regular: textWidthOf(await readFile(fonts.regular)), bold: textWidthOf(await readFile(fonts.bold)) };
}
