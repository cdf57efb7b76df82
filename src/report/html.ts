import { titleOf } from '../charts/chart.ts';
import { renderChart } from '../charts/render.ts';
import type { Block, Document } from './document.ts';

/** A document as one HTML page that needs nothing else. */
export async function toHtml(document: Document): Promise<string> {
  const parts: string[] = [];
  for (const section of document.sections) {
    parts.push(`<h2>${escape(section.title)}</h2>`);
    for (const block of section.blocks) parts.push(await blockHtml(block));
  }
  return `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>${escape(document.title)}</title>${parts.join('\n')}</html>\n`;
}

async function blockHtml(block: Block): Promise<string> {
  if (block.kind === 'chart')
    return `<figure>${(await renderChart(block.spec)).svg}<figcaption>${escape(titleOf(block.spec))}</figcaption></figure>`;
  return `<pre>${escape(JSON.stringify(block))}</pre>`;
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
