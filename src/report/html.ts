import type { Document } from './document.ts';
import { blocksHtml } from './html/blocks.ts';
import { escape } from './html/escape.ts';
import { interactive } from './html/interactive.ts';
import { securityPolicy } from './html/security-policy.ts';
import { style } from './html/style.ts';
import { wordsHtml } from './html/words.ts';

export interface HtmlOptions {
  /** Charts with tooltips and selections, for 830 kB more; where scripts do not run, the pictures stay. */
  readonly interactive?: boolean;
}

/**
 * A document as one HTML page that needs nothing else: no network, no font, no script to be whole. The same document
 * gives the same bytes.
 * @throws UNEXPECTED where a chart cannot be drawn
 */
export async function toHtml(document: Document, options: HtmlOptions = {}): Promise<string> {
  const sections: string[] = [];
  for (const { id, title, blocks } of document.sections) {
    const [anchor, body] = [escape(id), await blocksHtml(blocks, id)];
    sections.push(
      `<section id="${anchor}" aria-labelledby="${anchor}-title">\n<h2 id="${anchor}-title">${escape(title)}</h2>\n${body}\n</section>`,
    );
  }
  const charts = document.sections.flatMap(({ blocks }) => blocks).filter((block) => block.kind === 'chart');
  const live = options.interactive && charts.length > 0 ? await interactive(charts) : undefined;
  const policy = securityPolicy(live ? [...live.libraries, live.start] : [], [style]);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(document.title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#page-content">Skip to the content</a>
${warningsHtml(document)}<div class="page">
<header>
<h1>${escape(document.title)}</h1>
${document.subtitle && `<p>${escape(document.subtitle)}</p>\n`}</header>
<div class="columns">
${contentsHtml(document)}<main id="page-content" tabindex="-1">
${sections.join('\n')}
</main>
</div>
<footer>${wordsHtml(document.foot)}</footer>
</div>
${live ? `${live.libraries.map((code) => `<script>${code}</script>\n`).join('')}<script type="application/json" id="page-specs">${live.specs}</script>\n<script type="module">${live.start}</script>\n` : ''}</body>
</html>
`;
}

const warningsHtml = ({ warnings }: Document): string =>
  warnings.length > 0
    ? `<aside class="warnings" aria-label="To know first"><div class="page">${warnings.map((words) => `<p>${wordsHtml(words)}</p>`).join('')}</div></aside>\n`
    : '';

const contentsHtml = ({ sections }: Document): string =>
  sections.length > 1
    ? `<nav aria-labelledby="page-contents">\n<h2 id="page-contents">Contents</h2>\n<ol>\n${sections
        .map(({ id, title }) => `<li><a href="#${escape(id)}">${escape(title)}</a></li>`)
        .join('\n')}\n</ol>\n</nav>\n`
    : '';
