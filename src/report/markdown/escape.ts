import { oneLine } from '../one-line.ts';

/**
 * A text in Markdown that shows as it is, wherever it stands in a line: with a backslash before whatever would begin an
 * emphasis, a link, an element, a formula, a cell, an item or a heading, and as little else as possible.
 */
export function escapeMarkdown(text: string): string {
  return (
    oneLine(text)
      .replace(/[\\`*_~[\]<>|&$#]/g, '\\$&')
      // An address would become a link, in which a backslash is one.
      .replace(/:(?=\/\/)|(?<=www)\.|@(?=[\w-]+\.)|(?<=mailto|xmpp):/gi, '\\$&')
      // `:smile:` would become a picture.
      .replace(/:(?=[\w+-]+:)/g, '\\:')
      .replace(/!(?=\\\[)/g, '\\!')
  );
}

/** Markdown that begins a block, such that it is no item, rule, or line below a heading. */
export const atLineStart = (markdown: string): string =>
  markdown
    .trim()
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');

/** A text in bold. Asterisks are no such mark where the text begins or ends with another sign. */
export function strong(text: string): string {
  const line = oneLine(text);
  const inside = escapeMarkdown(line);
  return /^[\p{L}\p{N}]$|^[\p{L}\p{N}].*[\p{L}\p{N}]$/u.test(line) ? `**${inside}**` : `<strong>${inside}</strong>`;
}

/** A text as code. Within a table a bar would end the cell, in code as well. */
export function inlineCode(text: string): string {
  const line = oneLine(text);
  if (/\|/.test(line)) return `<code>${escapeMarkdown(line)}</code>`;
  if (line.trim() === '') return '';
  const fence = '`'.repeat(longestRun(line) + 1);
  const padding = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** Lines to type, as a block in which nothing is markup. */
export function codeBlock(lines: readonly string[], language: string): string {
  const shown = lines.map((line) => line.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').trimEnd());
  const fence = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)));
  return [fence + language, ...shown, fence].join('\n');
}

/** How many backticks follow each other in a text. */
const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));

/** A table of cells that are Markdown; columns are to the left, but for those that say otherwise. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ('right' | undefined)[] = [],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (align[at] ? '---:' : '---'))), ...rows.map(line)].join('\n');
}
