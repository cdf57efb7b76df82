import type { Database } from 'libsql';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { fromPlainText, toPlainText } from '../sql/plain-text.ts';

/** A connection as kysely wants it, with texts written so that all of them come back as they were. */
export const kyselyDatabase = (connection: Database): SqliteDatabase => ({
  close: () => void connection.close(),
  prepare: (statement) => {
    const prepared = connection.prepare(statement);
    const { reader } = prepared;
    return {
      reader,
      all: (values) => prepared.all(values.map(bound)).map(read),
      run: (values) => prepared.run(values.map(bound)),
      iterate: () => {
        throw new Error('a store reads pages, never rows one by one');
      },
    } satisfies SqliteStatement;
  },
});

const bound = (value: unknown): unknown => (typeof value === 'string' ? toPlainText(value) : value);

function read(row: unknown): unknown {
  const values = row as Record<string, unknown>;
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') values[name] = fromPlainText(value);
  }
  return values;
}
