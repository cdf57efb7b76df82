import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import type { OpenDatabase } from './database-kind.ts';
import type { TablePlan } from './plan-reading.ts';
import { TableFile } from './table-file.ts';

/**
 * Reads a table to a CSV file: first the columns of the key, where they are not wanted anyway, then movierec's own names.
 * Goes on where an earlier run was interrupted, if that read the same, and there is a key.
 * @returns the file, whole but not in its place yet
 * @throws CONNECTION_LOST and the like, with how much has come; the signal's reason
 */
export async function readTable(
  database: OpenDatabase,
  { table, relation, key, keyIsUnique, choices, rows: total }: TablePlan,
  path: string,
  context: Context,
): Promise<TableFile> {
  // Columns of the key that are wanted anyway stand in the file once.
  const beside = key.flatMap((name, at) => (choices.some(({ column }) => column === name) ? [] : [at]));
  const written = (row: readonly string[]): readonly string[] =>
    beside.length === key.length ? row : [...beside.map((at) => row[at]), ...row.slice(key.length)];
  const what = choices.map(({ field, column }) => [field.name, column]);
  const file = new TableFile(path, [database.shown, relation, key, what]);
  const began = context.now();
  try {
    const after = await file.open([...beside.map((at) => `key:${key[at]}`), ...choices.map(({ field }) => field.name)]);
    if (file.isWhole) return file;
    const from = file.rows;
    if (after) context.log(`Going on after the ${counted(from)} of ${table} that an earlier run has read.`);
    else if (key.length === 0) context.log(`${relation.name} has no key: if this is interrupted, it starts anew.`);
    try {
      for await (const batch of database.read({ relation, key, keyIsUnique, choices, after, signal: context.signal })) {
        await file.append(batch.rows.map(written), batch.after);
        if (total !== undefined) context.progress(file.rows, Math.max(file.rows, total), `reading ${table}`);
      }
    } catch (error) {
      context.signal.throwIfAborted();
      throw interrupted(error, file.rows, table, file.goesOn);
    }
    const seconds = (context.now() - began) / 1000;
    const rate = seconds > 0 ? `, ${Math.round((file.rows - from) / seconds).toLocaleString('en')} a second` : '';
    context.log(`Read ${counted(file.rows)} of ${table}${rate}.`);
    await file.finish();
    return file;
  } finally {
    await file.close();
  }
}

const counted = (rows: number): string => `${rows.toLocaleString('en')} row${rows === 1 ? '' : 's'}`;

function interrupted(error: unknown, rows: number, table: string, goesOn: boolean): unknown {
  if (!(error instanceof MovierecError) || rows === 0) return error;
  const next = goesOn ? 'Run this again to go on from there.' : 'Run this again; it starts anew.';
  return new MovierecError(
    error.code,
    `${error.message.replace(/\.$/, '')}, after ${counted(rows)} of ${table}.`,
    next,
    { cause: error },
  );
}
