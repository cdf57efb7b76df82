/** Articles that catalogs move behind a comma, so that "Matrix, The" sorts under M. */
const articles =
  "the|a|an|la|le|les|l’|l'|un|une|il|lo|i|gli|uno|una|el|los|las|der|die|das|ein|eine|den|det|de|het|en|ett|o|os|as";
const movedArticle = new RegExp(`^(a\\.k\\.a\\.\\s+)?(.*\\S),\\s+(${articles})$`, 'i');

/** A year in parentheses at the end, or the first of a range as series have it: (1999), (2006–2007), (1983-). */
const yearAtEnd = /\s*\(((?:18|19|20)\d\d)\s*(?:[-–—]\s*(?:(?:18|19|20)\d\d)?)?\)\s*$/;
/** Other titles that follow in parentheses: (a.k.a. …), (Cité des enfants perdus, La). */
const otherTitle = /\(([^()]*)\)/g;

export interface Title {
  readonly title: string;
  readonly year: number | null;
}

/**
 * A film's title as people write it, and its year: `Matrix, The (1999) ` becomes `The Matrix` and 1999. A title without
 * a year keeps all its words; one that is only a year in parentheses stays as it is.
 */
export function parseTitle(raw: string): Title {
  const text = raw.normalize('NFC').replace(/\s+/g, ' ').trim();
  const found = yearAtEnd.exec(text);
  const named = found ? text.slice(0, found.index) : text;
  if (named === '') return { title: text, year: null };
  const title = withArticleInFront(named).replace(otherTitle, (_, other: string) => `(${withArticleInFront(other)})`);
  return { title, year: found ? Number(found[1]) : null };
}

/** How a film is shown: its title with the year behind it, if it is known. */
export const showTitle = ({ title, year }: Title): string => (year === null ? title : `${title} (${year})`);

function withArticleInFront(title: string): string {
  // Only what stands before an opening parenthesis, where other titles follow.
  const end = title.indexOf(' (');
  const [main, rest] = end < 0 ? [title, ''] : [title.slice(0, end), title.slice(end)];
  const moved = movedArticle.exec(main);
  if (!moved) return title;
  const [, alias = '', name, article] = moved;
  return `${alias}${article}${/['’]$/.test(article) ? '' : ' '}${name}${rest}`;
}
