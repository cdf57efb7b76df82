import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { quoted, quotedName, type Database } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import { schema, type TableName } from '../schema.ts';
import { scan } from './delimited.ts';
import type { Input } from './input.ts';
import type { RejectedRows } from './rejected-rows.ts';
import { separator, sift } from './sift.ts';
import type { Table } from './table.ts';

/** Where a table is written, and by what. */
export interface Desk {
  readonly folder: string;
  readonly database: Database;
  readonly rejected: RejectedRows;
  readonly context: Context;
}

/** What the engine says when a row is at fault, and not the disk or the memory. */
const badRow = /^(Invalid Input|Conversion|Out of Range) Error/;

/**
 * Writes a table to `<name>.parquet` and returns the number of its rows. The engine reads what is plain; where it trips
 * over a row, or cannot be trusted with a file, the rows are sifted one by one first.
 */
export async function writeTable(name: TableName, table: Table, desk: Desk): Promise<number> {
  const inputs = Object.entries(table.inputs);
  const sifted: string[] = [];

  async function view(alias: string, sql: string): Promise<void> {
    await desk.database.run(`CREATE OR REPLACE TEMP VIEW ${quotedName(alias)} AS ${sql}`);
  }
  async function siftInput(alias: string, input: Input): Promise<void> {
    const path = join(desk.folder, `.${name}-${alias}.sifted`);
    sifted.push(path);
    await sift(input, path, desk.rejected, desk.database, desk.context);
    await view(alias, scan(path, { delimiter: separator, columns: input.fields }));
  }

  try {
    const plain: typeof inputs = [];
    for (const [alias, input] of inputs) {
      const sql = await input.plain?.(desk.database, desk.context.signal);
      if (sql === undefined) {
        await siftInput(alias, input);
        continue;
      }
      await view(alias, sql);
      plain.push([alias, input]);
    }
    try {
      return await copy(name, table, desk);
    } catch (error) {
      if (plain.length === 0 || !badRow.test((error as Error).message)) throw error;
      for (const [alias, input] of plain) await siftInput(alias, input);
      return await copy(name, table, desk);
    }
  } finally {
    for (const path of sifted) await rm(path, { force: true });
  }
}

async function copy(name: TableName, { select }: Table, { database, folder }: Desk): Promise<number> {
  const target = quoted(join(folder, `${name}.parquet`));
  const columns = Object.entries(schema[name]).map(([column, type]) => `"${column}"::${type} AS "${column}"`);
  const { Count: rows } = await database.row<{ Count: number }>(
    `COPY (SELECT ${columns.join(', ')} FROM (${select})) TO ${target} (FORMAT parquet)`,
  );
  return rows;
}
