/**
 * The same specification with rows in place of CSV, for the reading of which Vega would evaluate code. Charts have in it
 * rows of plain names and numbers, without quotes.
 */
export function plainRows(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainRows);
  if (typeof value !== 'object' || value === null) return value;
  if (isTable(value)) return { ...value, values: rowsOf(value), format: undefined };
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, plainRows(inside)]));
}

interface Table {
  readonly values: string;
  readonly format: { readonly type: 'csv'; readonly parse?: Readonly<Record<string, string>> };
}

const isTable = (value: object): value is Table =>
  'values' in value &&
  typeof value.values === 'string' &&
  'format' in value &&
  (value.format as { type?: unknown } | null)?.type === 'csv';

function rowsOf({ values, format: { parse = {} } }: Table): Record<string, string | number | null>[] {
  const [columns, ...rows] = values.split('\n').map((line) => line.split(','));
  const read = (column: string, cell: string): string | number | null =>
    parse[column] === 'number' ? (cell === '' ? null : Number(cell)) : cell;
  return rows.map((cells) => Object.fromEntries(columns.map((column, at) => [column, read(column, cells[at])])));
}
