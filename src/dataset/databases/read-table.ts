import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import type { OpenDatabase, Position } from './database-kind.ts';
import type { TablePlan } from './plan-reading.ts';
import { TableFile } from './table-file.ts';

/** How many rows may have to be read again after a kill. */
const most = 25_000;

/**
 * Reads a table to a CSV file: first the columns of the key, where they are not wanted anyway, then movierec's own names.
 * Goes on where an earlier run was interrupted, if that read the same, and there is a key.
 * @returns the number of rows
 * @throws CONNECTION_LOST and the like, with how much has come; the signal's reason
 */
export async function readTable(
  database: OpenDatabase,
  { table, relation, key, keyIsUnique, choices, rows: total }: TablePlan,
  path: string,
  context: Context,
): Promise<number> {
  const what = choices.map(({ field, column }) => [field.name, column]);
  const file = new TableFile(path, [database.shown, relation, key, what]);
  const began = context.now();
  let place: Position | undefined;
  try {
    const before = await file.open([...key.map((name) => `key:${name}`), ...choices.map(({ field }) => field.name)]);
    const from = file.rows;
    let settled = from;
    if (before) context.log(`Going on after the ${counted(from)} of ${table} that an earlier run has read.`);
    else if (key.length === 0)
      context.log(`${relation.name} has no key to go on by: if this is interrupted, it starts anew.`);
    const request = { relation, key, keyIsUnique, choices, after: before?.after, signal: context.signal };
    try {
      for await (const batch of database.read(request)) {
        context.signal.throwIfAborted();
        await file.append(batch.rows);
        place = batch.after ?? place;
        if (batch.after && file.rows - settled >= most) {
          await file.settle(batch.after);
          settled = file.rows;
        }
        if (total !== undefined) context.progress(file.rows, Math.max(file.rows, total), `reading ${table}`);
      }
    } catch (error) {
      context.signal.throwIfAborted();
      throw interrupted(database.explain(error), file.rows, table, key.length > 0);
    }
    const seconds = (context.now() - began) / 1000;
    const rate = seconds > 0 ? `, ${Math.round((file.rows - from) / seconds).toLocaleString('en')} a second` : '';
    context.log(`Read ${counted(file.rows)} of ${table}${rate}.`);
    const { rows } = file;
    await file.finish();
    return rows;
  } finally {
    await file.close();
  }
}

const counted = (rows: number): string => `${rows.toLocaleString('en')} row${rows === 1 ? '' : 's'}`;

function interrupted(error: Error, rows: number, table: string, goesOn: boolean): Error {
  if (!(error instanceof MovierecError) || rows === 0) return error;
  const next = goesOn ? 'Run this again to go on from there.' : 'Run this again; without a key it starts anew.';
  return new MovierecError(
    error.code,
    `${error.message.replace(/\.$/, '')}, after ${counted(rows)} of ${table}.`,
    next,
    { cause: error },
  );
}
