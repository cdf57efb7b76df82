import { schema, type TableName } from '../schema.ts';
import type { Input } from './input.ts';

/** How a table is made: its inputs by name, and the SELECT over them that gives the columns of the schema. */
export interface Table {
  readonly inputs: Readonly<Record<string, Input>>;
  readonly select: string;
}

/**
 * The table that is made from one input: each column of the schema from the field of its name, NULL where there is
 * none, and a list from a text with bars between. `columns` are SQL expressions for what is made otherwise.
 */
export function tableOf(name: TableName, input: Input, columns: Readonly<Record<string, string>> = {}): Table {
  const known = new Set(input.fields.map((field) => field.name));
  const values = Object.entries(schema[name]).map(([column, type]) => {
    const field = type.endsWith('[]') ? `coalesce(string_split("${column}", '|'), [])` : `"${column}"`;
    return `${columns[column] ?? (known.has(column) ? field : 'NULL')} AS "${column}"`;
  });
  return { inputs: { input }, select: `SELECT ${values.join(', ')} FROM input` };
}
