import { parseTitle } from './parse-title.ts';

/** `The City of Lost Children (La cité des enfants perdus) (a.k.a. …)`: what stands in parentheses. */
const inParentheses = /\(([^()]*)\)/g;

/**
 * All that a film is called by its raw title, articles in front: the whole of it, what stands before any parenthesis, and
 * each other title in parentheses, as that in the original language.
 */
export function filmNames(raw: string): string[] {
  const { title } = parseTitle(raw);
  const [main] = title.split(' (');
  const others = Array.from(title.matchAll(inParentheses), ([, other]) => other.replace(/^a\.k\.a\.\s+/i, ''));
  return [...new Set([title, main, ...others])].filter((name) => name !== '');
}
