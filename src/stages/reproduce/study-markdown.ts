import type { ReproduceResult } from '../reproduce.ts';
import { leftOutLines, notesOn, numberColumns, studyHead, studyLines } from './study-table.ts';

/** A study as Markdown: what `reproduce` leaves in study.md. */
export function studyMarkdown({ title, summary, seed, parts }: ReproduceResult): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const sections = parts.map((part) => {
    if (part.leftOut !== null) return `## ${part.title}\n\nLeft out: ${part.leftOut}.`;
    const lines = studyLines(part);
    const rule = studyHead.map((name) => (numberColumns.includes(name) ? '---:' : '---'));
    const leftOut = leftOutLines(part);
    return [
      `## ${part.title}`,
      part.protocol,
      [row(studyHead), row(rule), ...lines.map(row)].join('\n'),
      notesOn(part)
        .map((note) => `- ${note}`)
        .join('\n'),
      leftOut.length > 0 ? `Left out:\n\n${leftOut.map((line) => `- ${line}`).join('\n')}` : '',
    ]
      .filter(Boolean)
      .join('\n\n');
  });
  return `${[`# ${title}`, `${summary}. Seed ${seed}; ± is half the width of the 95 % interval.`, ...sections].join('\n\n')}\n`;
}
