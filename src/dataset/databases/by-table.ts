import { MovierecError } from '../../errors.ts';
import { sourceTables, type SourceTable } from './table-fields.ts';

/** What is said for one of movierec's tables, or once for the main one. */
export type ByTable = string | Readonly<Partial<Record<SourceTable, string>>>;

/**
 * Reads `votes`, which is about the main table, or `ratings=votes movies=films`.
 * @throws USAGE
 */
export function parseByTable(option: string, texts: readonly string[]): ByTable {
  const pairs = texts.map((text) => {
    const [, table, value] = /^([a-z]+)=(.*)$/s.exec(text) ?? [];
    return sourceTables.includes(table as SourceTable) ? ([table, value] as const) : ([undefined, text] as const);
  });
  const plain = pairs.filter(([table]) => table === undefined);
  if (pairs.length === 1 && plain.length === 1) return plain[0][1];
  const given = new Set(pairs.map(([table]) => table ?? 'ratings'));
  if (given.size === pairs.length)
    return Object.fromEntries(pairs.map(([table, value]) => [table ?? 'ratings', value]));
  throw new MovierecError(
    'USAGE',
    `${option} says two things of one table: ${texts.join(' ')}.`,
    `Say of each which it is: ${option} ratings=… movies=…; there may be ${sourceTables.join(', ')}.`,
  );
}

/** The same in one form; `main` is what the plain one is about. */
export const byTable = (given: ByTable | undefined, main: SourceTable): Partial<Record<SourceTable, string>> =>
  typeof given === 'string' ? { [main]: given } : { ...given };
