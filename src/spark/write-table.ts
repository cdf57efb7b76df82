import { join } from 'node:path';
import { Database, quoted, quotedName, type Column } from '../artifacts/database.ts';
import type { Context } from '../context.ts';

/** Writes numeric columns of one length, by their names, to `NAME.parquet` in a folder. */
export const writeTable = (
  folder: string,
  name: string,
  columns: Readonly<Record<string, Column>>,
  context: Context,
): Promise<void> =>
  Database.use(folder, context, async (database) => {
    const types = Object.entries(columns).map(([column, { constructor }]) => {
      return `${quotedName(column)} ${constructor === Float32Array ? 'FLOAT' : 'INTEGER'}`;
    });
    await database.run(`CREATE TABLE rows (${types.join(', ')})`);
    await database.insertColumns('rows', Object.values(columns));
    await database.run(`COPY rows TO ${quoted(join(folder, `${name}.parquet`))} (FORMAT parquet)`);
  });

/** Writes the rows of a matrix, `width` numbers each, as lists: `NAME.parquet` has `id`, the row's number, and `features`. */
export const writeVectors = (
  folder: string,
  name: string,
  { ids, vectors, width }: { readonly ids: Int32Array; readonly vectors: Float32Array; readonly width: number },
  context: Context,
): Promise<void> =>
  Database.use(folder, context, async (database) => {
    const features = Array.from({ length: width }, (_, at) => `f${at}`);
    const columns = features.map((_, at) => Float32Array.from(ids, (id) => vectors[id * width + at]));
    await database.run(`CREATE TABLE rows (id INTEGER, ${features.map((f) => `${f} FLOAT`).join(', ')})`);
    await database.insertColumns('rows', [ids, ...columns]);
    const rows = `SELECT id, [${features.join(', ')}] AS features FROM rows`;
    await database.run(`COPY (${rows}) TO ${quoted(join(folder, `${name}.parquet`))} (FORMAT parquet)`);
  });
