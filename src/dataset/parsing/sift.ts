import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import { check, Fault } from './field.ts';
import type { Input, Row } from './input.ts';
import type { Rejected, RejectedRows } from './rejected-rows.ts';

/** Between the values of a sifted file: a control character that means just this and occurs nowhere else. */
export const separator = '\x1f';
/** What would break a line of a sifted file and becomes a blank. */
const breaking = /[\x1f\r\n]/;
const everyBreaking = /[\x1f\r\n]+/g;

/** Writes the good rows of an input to a clean file that the engine can read without fear, and sets aside the bad. */
export async function sift(
  input: Input,
  target: string,
  rejected: RejectedRows,
  database: Database,
  { signal }: Context,
): Promise<void> {
  async function* good(): AsyncGenerator<string> {
    for await (const rows of input.rows(database, signal)) {
      const bad: Rejected[] = [];
      let lines = '';
      for (const row of rows) {
        const checked = checkRow(input, row);
        if (checked instanceof Fault) bad.push({ ...row, reason: checked.reason });
        else lines += checked;
      }
      await rejected.add(bad);
      if (lines !== '') yield lines;
    }
  }
  await pipeline(good(), createWriteStream(target), { signal });
}

/** A row as a line of a sifted file, or the first fault in it. */
function checkRow({ fields }: Input, { values, reason }: Row): string | Fault {
  if (reason !== undefined) return new Fault(reason);
  let line = '';
  for (let at = 0; at < fields.length; at++) {
    const value = check(fields[at], values[at]);
    if (value instanceof Fault) return value;
    if (at > 0) line += separator;
    line += breaking.test(value) ? value.replaceAll(everyBreaking, ' ') : value;
  }
  return `${line}\n`;
}
