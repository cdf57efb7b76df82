import type { Words } from '../document.ts';
import { escape } from './escape.ts';
import { setText } from './set-text.ts';

/**
 * Words as HTML. What is set apart stands in a direction of its own (`dir="auto"`), so that a title written from right to
 * left does not reorder the sentence around it.
 */
export function wordsHtml(words: Words): string {
  if (typeof words === 'string') return setText(words);
  return words
    .map((part) => {
      if (typeof part === 'string') return setText(part);
      if ('strong' in part) return `<strong dir="auto">${setText(part.strong)}</strong>`;
      if ('code' in part) return `<code dir="auto">${escape(part.code)}</code>`;
      return `<a href="#${escape(part.section)}" dir="auto">${setText(part.link)}</a>`;
    })
    .join('');
}
