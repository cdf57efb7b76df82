import { MovierecError } from '../../errors.ts';

/** Texts, names and comments, in which a semicolon is nothing. */
const asides = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`|\/\*[\s\S]*?\*\/|(?:--(?=\s|$)|#).*/g;

/**
 * A query without the semicolon at its end.
 * @throws USAGE where it is not one SELECT
 */
export function requireSelect(query: string): string {
  const bare = query.replace(asides, (aside) => (/^['"`]/.test(aside) ? 'x' : ' ').repeat(aside.length));
  const end = /[;\s]*$/.exec(bare)!.index;
  const what = !/^[\s(]*(select|with|table|values)\b/i.test(bare)
    ? 'is not a SELECT'
    : bare.slice(0, end).includes(';')
      ? 'is more than one statement'
      : undefined;
  if (what === undefined) return query.slice(0, end);
  throw new MovierecError(
    'USAGE',
    `the query ${what}.`,
    'Give one SELECT with the columns that are wanted: --query "SELECT uid AS user, film AS movie, stars AS rating FROM votes"',
  );
}
