import { join } from 'node:path';
import { writeFileWhole } from '../../artifacts/write-file.ts';
import { renderChart } from '../../charts/render.ts';
import type { Document } from '../../report/document.ts';
import { toHtml } from '../../report/html.ts';

/** In what formats there may be a report. */
export const reportFormats = ['html', 'md', 'pdf'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Writes a document to report.html, report.md with its charts, and report.pdf, as asked; gives the paths. */
export async function writeReport(
  document: Document,
  folder: string,
  formats: readonly ReportFormat[],
): Promise<string[]> {
  const written: string[] = [];
  const write = async (path: string, content: string | Uint8Array): Promise<void> => {
    await writeFileWhole(join(folder, path), content);
    written.push(path);
  };
  if (formats.includes('html')) await write('report.html', await toHtml(document, { interactive: true }));
  if (formats.includes('md')) {
    const { toMarkdown } = await import('../../report/markdown.ts');
    const { text, charts } = toMarkdown(document);
    await write('report.md', text);
    for (const { name, spec } of charts) {
      const { png } = await renderChart(spec);
      if (png) await write(join('charts', `${name}.png`), png);
    }
  }
  if (formats.includes('pdf')) {
    const { toPdf } = await import('../../report/pdf.ts');
    await write('report.pdf', await toPdf(document));
  }
  return written;
}
