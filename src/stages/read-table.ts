import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Database, quoted } from '../artifacts/database.ts';
import type { Context } from '../context.ts';
import { titleOf } from '../dataset/catalog.ts';
import { dataFrame, type DataFrame } from '../dataset/data-frame.ts';
import { loadCatalog } from '../dataset/load-dataset.ts';
import { tableNames, type TableName } from '../dataset/schema.ts';
import { roleNames } from '../dataset/splits/role.ts';
import { columnTypes, isNumeric, kindOf, type TableColumns, type TableRow } from '../dataset/table-columns.ts';
import { MovierecError } from '../errors.ts';
import { sampled } from '../random.ts';
import { requireProcessed, type StageOptions } from './processed.ts';

export interface ReadTableOptions<N extends TableName = TableName> extends StageOptions {
  readonly table: N;
  /** At most so many rows, the first ones. */
  readonly limit?: number | undefined;
  /** At most so many rows, drawn at random by the context's seed, in the table's order. */
  readonly sample?: number | undefined;
  /** Add a column `film` to a table that has films: "Heat (1995)". */
  readonly films?: boolean | undefined;
}

/** A table in memory. */
export interface Table<N extends TableName = TableName> {
  readonly dataset: string;
  readonly table: N;
  /** How many rows are here, and how many the data set has. */
  readonly size: number;
  readonly total: number;
  readonly columns: TableColumns<N> & { readonly film?: readonly string[] };
  /** The same row by row. */
  rows(): (TableRow<N> & { readonly film?: string })[];
  /**
   * The same as a data frame of danfojs-node, which has to be installed beside movierec; lists become texts with | between.
   * Describing, sorting and joining take seconds from 100,000 rows on: `sample` first.
   * @throws UNSUPPORTED where danfojs-node is not installed
   */
  toDataFrame(): Promise<DataFrame>;
}

/**
 * Reads a table of a cleaned data set: `ratings`, `movies`, `users`, `tags`, and whatever else it has, with people and
 * films by their own ids and times in seconds since 1970. A column that the data set knows nothing of is there, and empty.
 * 40 bytes a rating; a sample of 25 million takes a second, all of them a minute.
 *
 * @example
 * ```ts
 * import { createContext, ingest, openWorkspace, readTable } from 'movierec';
 *
 * const workspace = openWorkspace('.');
 * const context = createContext();
 * await ingest({ workspace, dataset: 'demo' }, context);
 * const { columns, size } = await readTable({ workspace, table: 'ratings' }, context);
 * const mean = columns.rating.reduce((sum, rating) => sum + rating, 0) / size;
 * ```
 * @throws USAGE for a table that there is not; MISSING_FEATURES for one that the data set does not have; OPTION_RANGE
 */
export async function readTable<N extends TableName>(
  options: ReadTableOptions<N>,
  context: Context,
): Promise<Table<N>> {
  const { table } = options;
  refuseWrongOptions(options);
  const { dataset, folder } = await requireProcessed(options, context);
  await requireTable(folder, table, dataset);
  const { total, size, read } = await Database.use(folder, context, async (database) => {
    const { total } = await database.row<{ total: number }>(`SELECT count(*) AS total FROM ${file(folder, table)}`);
    const size = Math.min(total, options.limit ?? options.sample ?? total);
    const rows = `${file(folder, table)} WHERE ${await condition(database, total, size, options, context)}`;
    const read = table === 'ratings' ? readRatings(database, folder, rows, size) : database.table(inOrder('*', rows));
    return { total, size, read: await read };
  });
  const unknown = new Array<null>(size).fill(null);
  const types = Object.entries(columnTypes(table));
  const columns = Object.fromEntries(types.map(([name, type]) => [name, columnOf(read[name] ?? unknown, type)]));
  const kinds = types.map(([name, type]) => kindOf(type, hasNoGap(read[name] ?? unknown)));
  if (options.films && columns['movie'] && table !== 'movies') {
    const catalog = await loadCatalog(folder, context);
    columns['film'] = (columns['movie'] as string[]).map((movie) => titleOf(catalog, catalog.ids.indexOf(movie)));
    kinds.push('string');
  }
  return {
    ...{ dataset, table, size, total },
    columns: columns as unknown as Table<N>['columns'],
    rows: () => Array.from({ length: size }, (_, row) => rowOf(columns, row)) as ReturnType<Table<N>['rows']>,
    toDataFrame: () => dataFrame(columns, kinds),
  };
}

type Column = Float64Array | readonly unknown[];
type Columns = Readonly<Record<string, Column>>;

function refuseWrongOptions({ table, limit, sample }: ReadTableOptions): void {
  if (!tableNames.includes(table)) {
    throw new MovierecError('USAGE', `there is no table "${table}".`, `Name one of: ${tableNames.join(', ')}.`);
  }
  if (limit !== undefined && sample !== undefined) {
    throw new MovierecError('USAGE', 'both limit and sample are given.', 'Give one of them.');
  }
  const count = limit ?? sample ?? 1;
  if (Number.isInteger(count) && count >= 1) return;
  const name = limit === undefined ? 'sample' : 'limit';
  throw new MovierecError('OPTION_RANGE', `${name} is ${count}.`, 'Give a whole number from 1.');
}

async function requireTable(folder: string, table: TableName, dataset: string): Promise<void> {
  const found = (await readdir(folder)).map((name) => name.replace(/\.parquet$/, ''));
  if (found.includes(table)) return;
  throw new MovierecError(
    'MISSING_FEATURES',
    `"${dataset}" has no table "${table}".`,
    `It has: ${tableNames.filter((name) => found.includes(name)).join(', ')}.`,
  );
}

const file = (folder: string, table: TableName): string =>
  `read_parquet(${quoted(join(folder, `${table}.parquet`))}, file_row_number = true)`;

const inOrder = (what: string, rows: string): string => `SELECT ${what} FROM ${rows} ORDER BY file_row_number`;

/** What is true of the rows asked for. */
async function condition(
  database: Database,
  total: number,
  size: number,
  { sample }: ReadTableOptions,
  { seed }: Context,
): Promise<string> {
  if (sample === undefined || size === total) return `file_row_number < ${size}`;
  await database.run('CREATE TABLE chosen (chosen INTEGER)');
  await database.insertColumn('chosen', sampled(total, size, seed, 'sample of a table'));
  return 'file_row_number IN (SELECT chosen FROM chosen)';
}

/** Ratings stand by indexes in the file; as numbers they are read a hundred times as fast as texts. */
async function readRatings(database: Database, folder: string, rows: string, size: number): Promise<Columns> {
  const namesOf = async (table: 'users' | 'movies', id: string): Promise<readonly unknown[]> =>
    (await database.table(inOrder(id, file(folder, table))))[id];
  const part = `(list_position([${roleNames.map(quoted).join(', ')}], part) - 1)::UTINYINT`;
  const [user, item, rating, time, role] = await database.columns(
    inOrder(`"user", item, rating, coalesce(time, 0)::UINTEGER, ${part}`, rows),
    size,
    [Int32Array, Int32Array, Float32Array, Uint32Array, Uint8Array],
  );
  const [users, movies] = [await namesOf('users', 'user'), await namesOf('movies', 'movie')];
  return {
    user: Array.from(user, (index) => users[index]),
    movie: Array.from(item, (index) => movies[index]),
    rating: Float64Array.from(rating),
    timestamp: Float64Array.from(time, (seconds) => seconds || NaN),
    part: Array.from(role, (index) => roleNames[index]),
  };
}

function columnOf(cells: Column, type: string): Column {
  if (!isNumeric(type)) return cells;
  // What people write as 5.6 is no longer 5.6 when it has been a 32-bit number.
  const number = type === 'FLOAT' ? (cell: unknown) => Math.round(1e6 * Number(cell)) / 1e6 : Number;
  return Float64Array.from(cells as ArrayLike<unknown>, (cell) => (cell === null ? NaN : number(cell)));
}

const hasNoGap = (cells: Column): boolean =>
  Array.prototype.every.call(cells, (cell: unknown) => cell !== null && !Number.isNaN(cell));

const rowOf = (columns: Columns, row: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, { [row]: cell }]) => [name, Number.isNaN(cell) ? null : cell]),
  );
