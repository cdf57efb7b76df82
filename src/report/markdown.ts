import { titleOf } from '../charts/chart.ts';
import type { Block, ChartBlock, Document, Emphasis, Words } from './document.ts';
import { atLineStart, codeBlock, escapeMarkdown, inlineCode, markdownTable, strong } from './markdown/escape.ts';

export interface MarkdownDocument {
  readonly text: string;
  /** Those that it shows, as files: `charts/<name>.png`. The caller writes them there. */
  readonly charts: readonly ChartBlock[];
}

/**
 * A document as GitHub's Markdown, for a wiki. Charts are shown as PNG, which every wiki shows in the fonts they were drawn
 * with; sections have anchors of their own, since wikis make these from titles in different ways.
 */
export function toMarkdown({ title, subtitle, warnings, sections, foot }: Document): MarkdownDocument {
  const parts = [
    `# ${lineOf(title)}`,
    subtitle && lineOf(subtitle),
    ...warnings.map((warning) => `> **Warning:** ${wordsIn(warning)}`),
    sections.length > 1 && sections.map(({ id, title }) => `- ${linkTo(title, id)}`).join('\n'),
    ...sections.flatMap(({ id, title, blocks }) => [
      `## <a id="${id}"></a>${escapeMarkdown(title).trim()}`,
      ...blocks.map(blockIn),
    ]),
    foot.length > 0 && `---\n\n${lineOf(foot)}`,
  ];
  const charts = sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'chart'));
  return { text: `${parts.filter((part) => part !== false && part !== '').join('\n\n')}\n`, charts };
}

function blockIn(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `### ${lineOf(block.text)}`;
    case 'paragraph':
      return lineOf(block.words);
    case 'note':
      return `> ${lineOf(block.words)}`;
    case 'list':
      return block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : '-'} ${lineOf(item)}`).join('\n');
    case 'definitions':
      return block.entries
        .map(({ term, meaning }) => `- ${wordsIn([{ strong: term }])}: ${wordsIn(meaning)}`)
        .join('\n');
    case 'figures':
      return markdownTable(
        ['Figure', 'Value', 'Note'],
        block.figures.map(({ label, value, note }) => [label, value, note].map((text) => escapeMarkdown(text).trim())),
        [undefined, 'right'],
      );
    case 'table': {
      const head = block.columns.map(({ title }) => escapeMarkdown(title).trim());
      const rows = block.rows.map((cells) => cells.map((cell) => wordsIn(cell)));
      const align = block.columns.map((column) => column.align);
      return `${lineOf(block.caption)}\n\n${markdownTable(head, rows, align)}`;
    }
    case 'commands':
      return codeBlock(block.lines, 'sh');
    case 'chart': {
      const finding = titleOf(block.spec);
      const heard = escapeMarkdown(block.spec.description ?? finding).trim();
      return `![${heard}](charts/${block.name}.png)\n\n_${escapeMarkdown(finding).trim()}_`;
    }
  }
}

const lineOf = (words: Words): string => atLineStart(wordsIn(words));

function wordsIn(words: Words): string {
  return (typeof words === 'string' ? [words] : words)
    .map((part) => (typeof part === 'string' ? escapeMarkdown(part) : emphasisIn(part)))
    .join('')
    .trim();
}

function emphasisIn(part: Emphasis): string {
  if ('strong' in part) return strong(part.strong);
  if ('code' in part) return inlineCode(part.code);
  return linkTo(part.link, part.section);
}

const linkTo = (text: string, section: string): string => `[${escapeMarkdown(text).trim()}](#${section})`;
