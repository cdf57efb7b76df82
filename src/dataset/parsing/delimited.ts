import { quoted } from '../../artifacts/database.ts';
import type { RawFile } from '../sources/raw-files.ts';
import { engineTypes, type Field } from './field.ts';
import type { Input, Row } from './input.ts';
import { linesOf, type Line } from './lines.ts';
import { recordsOf } from './records.ts';
import { programSigns, survey } from './survey.ts';

/** How a delimited text file is laid out. */
export interface Layout {
  readonly delimiter: string;
  /** Whether values can be quoted, with the quote itself doubled. */
  readonly quotes?: boolean;
  /** Whether the first line names the columns. */
  readonly header?: boolean;
  /** Whether the text can be in ISO-8859-1; it is UTF-8 otherwise, and what is not counts as a fault. */
  readonly western?: boolean;
  /** All columns in order, `undefined` for those that are not wanted. */
  readonly columns: readonly (Field | undefined)[];
}

/** A table in a delimited text file: CSV, TSV, `::`. Blank lines are passed over. */
export function delimited(file: RawFile, layout: Layout): Input {
  const { columns, delimiter, quotes = false, header = false, western = false } = layout;
  const places = columns.flatMap((field, at) => (field ? [{ field, at }] : []));
  const allWanted = places.length === columns.length;

  function toRow(line: Line, found: readonly string[] | undefined): Row {
    const { number, text } = line;
    const reason = line.reason ?? (found ? wrongCount(found.length, columns.length) : 'a quote is not closed');
    if (reason !== undefined) return { file: file.name, line: number, text, values: [], reason };
    return { file: file.name, line: number, text, values: allWanted ? found! : places.map(({ at }) => found![at]) };
  }
  const isRow = ({ number, text }: Line): boolean => text !== '' && !(header && number === 1);

  return {
    fields: places.map(({ field }) => field),

    async plain(_database, signal) {
      if (places.some(({ field }) => field.choices)) return undefined;
      const found = await survey(file.path, signal);
      return found.plain && !(quotes && found.quotes) ? scan(file.path, layout, found.programText) : undefined;
    },

    async *rows(_database, signal) {
      const found = await survey(file.path, signal);
      const blocks = linesOf(file.path, western ? found.encoding : 'utf8', signal);
      if (quotes && found.quotes) {
        for await (const records of recordsOf(blocks, delimiter, columns.length)) {
          yield records.filter(isRow).map((record) => toRow(record, record.values));
        }
      } else {
        for await (const lines of blocks) {
          yield lines.filter(isRow).map((line) => toRow(line, line.text.split(delimiter)));
        }
      }
    },
  };
}

function wrongCount(found: number, expected: number): string | undefined {
  if (found === expected) return undefined;
  return `too ${found < expected ? 'few' : 'many'} columns: ${found} where ${expected} are expected`;
}

/**
 * The SELECT by which the engine reads a delimited file; the statement fails at the first bad row. `strict` where the
 * file holds what the engine alone takes for numbers.
 */
export function scan(
  path: string,
  { delimiter, header = false, columns }: Omit<Layout, 'quotes' | 'western'>,
  strict = false,
): string {
  const types = columns.map((field, at) => `'c${at}': '${strict ? 'VARCHAR' : engineTypes[field?.type ?? 'text']}'`);
  const wanted = columns.flatMap((field, at) => (field ? [{ field, column: `c${at}` }] : []));
  const values = wanted.map(({ field, column }) => `${strict ? toType(field, column) : column} AS "${field.name}"`);
  return `SELECT ${values.join(', ')} FROM read_csv(${quoted(path)}, auto_detect=false, header=${header},
    delim=${quoted(delimiter)}, quote='', escape='', columns={${types.join(', ')}}) ${failAtBadRow(wanted)}`;
}

/** A text as what its field is; the statement fails at `1_0` or `0x10`, which the engine would take for numbers. */
export function toType({ type }: Field, column: string): string {
  if (type === 'text') return column;
  const value = `${column}::${engineTypes[type]}`;
  return `CASE WHEN regexp_matches(${column}, '[${programSigns}]') THEN error('a bad row') ELSE ${value} END`;
}

/** The WHERE that makes a statement fail at a row whose value is missing, not trimmed or out of range. */
export function failAtBadRow(wanted: readonly { readonly field: Field; readonly column: string }[]): string {
  const faults = wanted.flatMap(({ field: { type, required, range }, column }) => [
    ...(required ? [`${column} IS NULL`] : []),
    ...(required && type === 'text'
      ? [`starts_with(${column}, ' ')`, `ends_with(${column}, ' ')`, `${column} = ''`]
      : []),
    ...(range ? [`${column}::FLOAT NOT BETWEEN ${range.join(' AND ')}`] : []),
  ]);
  return faults.length > 0 ? `WHERE CASE WHEN ${faults.join(' OR ')} THEN error('a bad row') ELSE true END` : '';
}
