import { quoted, quotedName, type Database } from '../../artifacts/database.ts';
import { MovierecError } from '../../errors.ts';
import type { RawFile } from '../sources/raw-files.ts';
import { failAtBadRow, toType } from './delimited.ts';
import { engineTypes, type Field } from './field.ts';
import type { Input, Row } from './input.ts';

/** How many rows are taken at a time when they have to be looked at one by one. */
const batch = 50_000;

/** A table in a Parquet file; `names` are the columns that the fields stand in. Lines are row numbers from 1. */
export function parquet(file: RawFile, names: readonly string[], fields: readonly Field[]): Input {
  const source = `read_parquet(${quoted(file.path)}, file_row_number=true)`;
  return {
    fields,

    async plain(database, signal) {
      if (fields.some(({ choices }) => choices)) return undefined;
      const types = await columnsOfParquet(file, database, signal);
      const values = fields.map((field, at) => {
        const type = types.get(names[at]) ?? '';
        const column = quotedName(names[at]);
        const isMoment = field.type === 'time' && /^(TIMESTAMP|DATE)/.test(type);
        const raw = isMoment ? `floor(epoch(${column}))` : asText(column, type);
        const value = type === 'VARCHAR' ? toType(field, column) : `(${raw})::${engineTypes[field.type]}`;
        return `${value} AS "${field.name}"`;
      });
      const wanted = fields.map((field) => ({ field, column: quotedName(field.name) }));
      return `SELECT * FROM (SELECT ${values.join(', ')} FROM ${source}) ${failAtBadRow(wanted)}`;
    },

    async *rows(database, signal) {
      const types = await columnsOfParquet(file, database, signal);
      const values = names.map(
        (name, at) => `coalesce((${asText(quotedName(name), types.get(name))})::VARCHAR, '') AS v${at}`,
      );
      const { count } = await database.row<{ count: number }>(`SELECT count(*) AS count FROM ${source}`);
      for (let start = 0; start < count; start += batch) {
        signal.throwIfAborted();
        const found = await database.rows<Record<string, string>>(
          `SELECT ${values.join(', ')} FROM ${source}
           WHERE file_row_number >= ${start} AND file_row_number < ${start + batch} ORDER BY file_row_number`,
        );
        yield found.map((row, at): Row => {
          const texts = names.map((_, place) => row[`v${place}`]);
          return { file: file.name, line: start + at + 1, text: texts.join(','), values: texts };
        });
      }
    },
  };
}

/** Lists, of genres for example, become texts with bars between. */
const asText = (column: string, type = ''): string =>
  type.endsWith('[]') ? `array_to_string(${column}, '|')` : column;

/**
 * The columns of a Parquet file with their types.
 * @throws BAD_FILE
 */
export async function columnsOfParquet(
  file: RawFile,
  database: Database,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  try {
    const columns = await database.rows<{ column_name: string; column_type: string }>(
      `DESCRIBE SELECT * FROM read_parquet(${quoted(file.path)})`,
    );
    return new Map(columns.map(({ column_name: name, column_type: type }) => [name, type]));
  } catch (cause) {
    signal.throwIfAborted();
    throw new MovierecError('BAD_FILE', `${file.name} is not a Parquet file that can be read.`, 'Write it again.', {
      cause,
    });
  }
}
