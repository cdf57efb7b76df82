import type { Block, KeyFigures, Table } from '../document.ts';
import { chartFigure } from './chart-figure.ts';
import { escape } from './escape.ts';
import { setText } from './set-text.ts';
import { wordsHtml } from './words.ts';

/** The blocks of a section; `section` is its id, which the ids of what is in it begin with. */
export async function blocksHtml(blocks: readonly Block[], section: string): Promise<string> {
  const parts: string[] = [];
  // A section's title is of the second level; a chart under a heading of its own belongs to that.
  let chartLevel = 3;
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'heading') chartLevel = 4;
    parts.push(
      block.kind === 'chart' ? await chartFigure(block, chartLevel) : blockHtml(block, `${section}-${at + 1}`),
    );
  }
  return parts.join('\n');
}

function blockHtml(block: Exclude<Block, { kind: 'chart' }>, id: string): string {
  switch (block.kind) {
    case 'heading':
      return `<h3 id="${escape(id)}">${setText(block.text)}</h3>`;
    case 'paragraph':
      return `<p>${wordsHtml(block.words)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>\n${block.items.map((item) => `<li>${wordsHtml(item)}</li>`).join('\n')}\n</${tag}>`;
    }
    case 'figures':
      return figuresHtml(block);
    case 'table':
      return tableHtml(block, escape(id));
    case 'note':
      return `<p class="note" role="note">${wordsHtml(block.words)}</p>`;
    case 'commands':
      return `<pre tabindex="0" role="group" aria-label="Commands"><code>${block.lines.map(escape).join('\n')}</code></pre>`;
    case 'definitions':
      return `<dl class="definitions">\n${block.entries
        .map(({ term, meaning }) => `<dt dir="auto">${setText(term)}</dt><dd>${wordsHtml(meaning)}</dd>`)
        .join('\n')}\n</dl>`;
  }
}

const figuresHtml = ({ figures }: KeyFigures): string =>
  `<dl class="figures">\n${figures
    .map(
      ({ label, value, note }) =>
        `<div><dt dir="auto">${setText(label)}</dt><dd class="value" dir="auto">${setText(value)}</dd><dd class="remark" dir="auto">${setText(note)}</dd></div>`,
    )
    .join('\n')}\n</dl>`;

/** Within a box of its own that scrolls where the page is too narrow for it; the box can be reached by keyboard. */
function tableHtml({ caption, columns, rows }: Table, id: string): string {
  const side = (at: number): string => (columns[at]?.align === 'right' ? ' class="number"' : '');
  const head = columns.map(({ title }, at) => `<th scope="col"${side(at)} dir="auto">${setText(title)}</th>`).join('');
  const body = rows.map((cells) => {
    const [first, ...others] = cells.map((cell, at) => [wordsHtml(cell), side(at)]);
    const rest = others.map(([cell, align]) => `<td${align} dir="auto">${cell}</td>`).join('');
    return `<tr>${first ? `<th scope="row"${first[1]} dir="auto">${first[0]}</th>` : ''}${rest}</tr>`;
  });
  return `<figure class="table">
<figcaption id="${id}">${setText(caption)}</figcaption>
<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}"><table aria-labelledby="${id}">
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>
</figure>`;
}
