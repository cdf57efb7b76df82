import type { Pool } from 'mysql2/promise';
import type { Field } from '../parsing/field.ts';

/** A column of a table or of what a query gives. */
export interface MysqlColumn {
  readonly name: string;
  readonly type: MysqlType;
}

type MysqlType = 'number' | 'approximate' | 'text' | 'bytes' | 'day' | 'bits' | 'set' | 'other';

/** The columns of what stands after FROM, with their types, without reading a row. */
export async function columnsOf(pool: Pool, source: string): Promise<MysqlColumn[]> {
  const { default: driver } = (await import('mysql2')) as unknown as {
    default: { Types: Readonly<Record<string, number>> };
  };
  const [, fields] = await pool.query(`SELECT * FROM ${source} LIMIT 0`);
  const types = new Map(
    Object.entries(kinds).flatMap(([kind, names]) => names.map((name) => [driver.Types[name], kind])),
  );
  return (fields as unknown as WireField[]).map(({ name, columnType, characterSet, flags }) => {
    const kind = (types.get(columnType) ?? 'other') as MysqlType;
    const isSet = (Number(flags) & setFlag) !== 0;
    const isEnum = (Number(flags) & enumFlag) !== 0;
    const type = kind !== 'text' ? kind : isSet ? 'set' : isEnum ? 'other' : characterSet === binary ? 'bytes' : 'text';
    return { name, type };
  });
}

/** What the server says of a column before the rows. */
interface WireField {
  readonly name: string;
  readonly columnType: number;
  readonly characterSet: number;
  readonly flags: number;
}
const enumFlag = 256;
const setFlag = 2048;
/** The number of the character set that is none. */
const binary = 63;

const kinds: Readonly<Record<string, readonly string[]>> = {
  number: ['DECIMAL', 'NEWDECIMAL', 'TINY', 'SHORT', 'INT24', 'LONG', 'LONGLONG', 'YEAR'],
  approximate: ['FLOAT', 'DOUBLE'],
  day: ['DATE', 'NEWDATE', 'DATETIME', 'TIMESTAMP'],
  bits: ['BIT'],
  text: ['VARCHAR', 'VAR_STRING', 'STRING', 'TINY_BLOB', 'BLOB', 'MEDIUM_BLOB', 'LONG_BLOB'],
};

/** A name as it is written in MySQL's SQL. */
export const named = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

const placed = (name: string): string => `chosen.${named(name)}`;

/**
 * What is selected of a column for a field. Times become seconds since 1970, where they are such: 0000-00-00 stays, for
 * `ingest` to set aside. Bytes are written in hex.
 */
export function valueOf({ name, type }: MysqlColumn, field: Field): string {
  const column = placed(name);
  if (type === 'day' && field.type === 'time') {
    return `COALESCE(TIMESTAMPDIFF(SECOND, '1970-01-01', ${column}), CAST(${column} AS CHAR))`;
  }
  if (type === 'day' && field.type === 'integer') return `NULLIF(YEAR(${column}), 0)`;
  if (type === 'bits') return `${column} + 0`;
  if (type === 'set') return `REPLACE(${column}, ',', '|')`;
  return keyOf({ name, type });
}

/** What is selected of a column for a place to go on from. */
export const keyOf = ({ name, type }: MysqlColumn): string =>
  type === 'bytes' ? `LOWER(HEX(${placed(name)}))` : placed(name);

/** Whether rows can be read in the order of a column: whether a value's text says exactly which value it is. */
export const isOrderly = ({ type }: MysqlColumn): boolean => ['number', 'text', 'bytes', 'day'].includes(type);

/**
 * The order by a column. By its collation where the table's own key says that no two are the same by that; else, where
 * `a` and `A` may stand beside each other, by its bytes.
 */
export const orderBy = ({ name, type }: MysqlColumn, byBytes: boolean): string =>
  type === 'text' && byBytes ? `CAST(${placed(name)} AS BINARY)` : placed(name);

/** A value as `keyOf` gave it, as it is written in SQL: in hex, so that no sign in it means anything. */
export function literal({ type }: MysqlColumn, value: string, byBytes: boolean): string {
  const hex = (text: string): string => `X'${Buffer.from(text).toString('hex')}'`;
  if (type === 'bytes') return `X'${value.replaceAll(/[^0-9a-f]/gi, '')}'`;
  if (type === 'number' && /^-?\d+(\.\d+)?$/.test(value)) return value;
  return type === 'text' && byBytes ? hex(value) : `_utf8mb4 ${hex(value)}`;
}
