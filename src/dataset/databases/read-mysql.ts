import type { Connection } from 'mysql2';
import type { Pool } from 'mysql2/promise';
import type { Batch, Position, RowRequest } from './database-kind.ts';
import { genresOf } from './genres-of.ts';
import { sourceOf } from './mysql.ts';
import { columnsOf, isOrderly, keyOf, literal, orderBy, valueOf, type MysqlColumn } from './mysql-columns.ts';

/** How many rows come at a time. */
const size = 5_000;

/**
 * Reads rows by one SELECT in the order of the key, as the server sends them: what has not been taken waits there. One
 * statement sees the rows as they were when it began (InnoDB), whoever writes meanwhile. Only reading is allowed.
 */
export async function* readMysql(pool: Pool, request: RowRequest): AsyncGenerator<Batch> {
  const source = sourceOf(request.relation);
  const columns = await columnsOf(pool, source);
  const find = (name: string): MysqlColumn => columns.find((column) => column.name === name)!;
  const key = request.key.map(find);
  const byBytes = !request.keyIsUnique;
  const goesOn = key.length > 0 && key.every(isOrderly);
  const order = key.map((column) => orderBy(column, byBytes));
  const values = [...key.map(keyOf), ...request.choices.map(({ field, column }) => valueOf(find(column), field))];
  const where = request.after ? `WHERE ${afterRow(key, order, request.after, byBytes)}` : '';
  const sorted = goesOn ? `ORDER BY ${order.join(', ')}` : '';
  const sql = `SELECT ${values.map((value, at) => `${value} AS v${at}`).join(', ')} FROM ${source} ${where} ${sorted}`;

  const taken = await pool.getConnection();
  const connection = taken.connection as unknown as Connection;
  try {
    await taken.query('SET SESSION net_write_timeout = 3600');
    await taken.query('START TRANSACTION READ ONLY');
    const genres = request.choices.findIndex(({ field }) => field.name === 'genres');
    for await (const { rows, whole } of batchesOf(connection, sql, key.length, request.signal)) {
      if (genres >= 0) for (const row of rows) row[key.length + genres] = genresOf(row[key.length + genres]);
      const last = rows.at(-1)?.slice(0, key.length);
      const isPlace = goesOn && whole && last !== undefined && last.every((value) => value !== '');
      yield { rows, ...(isPlace && { after: last }) };
    }
  } finally {
    taken.destroy();
  }
}

interface RowBatch {
  readonly rows: string[][];
  /** Whether no row with the same key follows. */
  readonly whole: boolean;
}

/** The rows of a statement as text, some thousands at a time; the connection rests while a batch is looked at. */
async function* batchesOf(
  connection: Connection,
  sql: string,
  keyLength: number,
  signal: AbortSignal,
): AsyncGenerator<RowBatch> {
  let rows: string[][] = [];
  let ready: RowBatch | undefined;
  let failure: Error | undefined;
  let ended = false;
  let wake = (): void => undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    wake();
  };
  const stop = (): void => fail(signal.reason as Error);
  connection.on('error', fail);
  signal.addEventListener('abort', stop, { once: true });
  // Without the driver's types: every value is text on the wire, and the text is what is wanted, exactly.
  const typeCast = (field: { string(encoding: string): string | null }): string => field.string('utf8') ?? '';
  const query = connection.query({ sql, rowsAsArray: true, typeCast } as never);
  query
    .on('error', fail)
    .on('end', () => {
      ended = true;
      wake();
    })
    .on('result', (result) => {
      const row = result as unknown as string[];
      const isNew = keyLength === 0 || rows.length === 0 || differ(rows.at(-1)!, row, keyLength);
      if (rows.length >= size && (isNew || rows.length >= 10 * size)) {
        ready = { rows, whole: isNew };
        rows = [];
        connection.pause();
        wake();
      }
      rows.push(row);
    });
  for (;;) {
    if (ready) {
      const batch = ready;
      ready = undefined;
      yield batch;
      connection.resume();
    } else if (failure) {
      // What has come is kept; what came after the last change of the key may be half of its rows.
      if (rows.length > 1)
        yield { rows: rows.slice(0, -1), whole: keyLength > 0 && differ(rows.at(-2)!, rows.at(-1)!, keyLength) };
      throw failure;
    } else if (ended) {
      if (rows.length > 0) yield { rows, whole: true };
      return;
    } else {
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
}

function differ(one: readonly string[], other: readonly string[], length: number): boolean {
  for (let at = 0; at < length; at++) if (one[at] !== other[at]) return true;
  return false;
}

/** a > x OR (a = x AND b > y) …, which the server can look up in an index, unlike (a, b) > (x, y). */
function afterRow(key: readonly MysqlColumn[], order: readonly string[], after: Position, byBytes: boolean): string {
  const values = key.map((column, at) => literal(column, after[at], byBytes));
  const steps = order.map((column, at) =>
    [...order.slice(0, at).map((before, place) => `${before} = ${values[place]}`), `${column} > ${values[at]}`].join(
      ' AND ',
    ),
  );
  return steps.map((step) => `(${step})`).join(' OR ');
}
