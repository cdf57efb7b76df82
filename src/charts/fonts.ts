import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { textWidthOf, type TextWidth } from './text-width.ts';

const { resolve } = createRequire(import.meta.url);
const regular = resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const bold = resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

/** The bundled fonts of all charts: a machine without any would draw boxes. */
export const fontFiles: string[] = [regular, bold];

/** How wide texts in these fonts are. */
export async function fontWidths(): Promise<{ regular: TextWidth; bold: TextWidth }> {
  return { regular: textWidthOf(await readFile(regular)), bold: textWidthOf(await readFile(bold)) };
}
