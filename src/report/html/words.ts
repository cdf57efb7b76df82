import type { Words } from '../document.ts';
import { escape } from './escape.ts';

/**
 * Words as HTML. What is set apart stands in a direction of its own (`dir="auto"`), so that a title written from right to
 * left does not reorder the sentence around it.
 */
export function wordsHtml(words: Words): string {
  if (typeof words === 'string') return escape(words);
  return words
    .map((part) => {
      if (typeof part === 'string') return escape(part);
      if ('strong' in part) return `<strong dir="auto">${escape(part.strong)}</strong>`;
      if ('code' in part) return `<code dir="auto">${escape(part.code)}</code>`;
      return `<a href="#${escape(part.section)}" dir="auto">${escape(part.link)}</a>`;
    })
    .join('');
}
