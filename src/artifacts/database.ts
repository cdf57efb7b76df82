import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTypeId,
  listValue,
  type DuckDBConnection,
  type DuckDBValue,
  type DuckDBVector,
} from '@duckdb/node-api';
import type { Context } from '../context.ts';

/** The typed arrays that a numeric column can be read into. */
export type Column = Int32Array | Uint32Array | Float32Array | Uint8Array;
type ColumnType = new (length: number) => Column;

/** A column as DuckDB hands it over: a validity mask and a view of the numbers, in blocks of 2,048 rows. */
type NumericVector = DuckDBVector & { readonly items: Column };

/** How many this process has opened. */
let opened = 0;

/**
 * DuckDB in memory, for tables too large for objects: CSV, Parquet, joins, sorting. What does not fit in `memory` goes
 * to a temporary folder, which the engine makes when it needs it and which is removed on closing.
 */
export class Database {
  readonly #connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;
  readonly #temporary: string;
  /** Aborts whatever is under way. */
  readonly signal: AbortSignal;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, temporary: string, signal: AbortSignal) {
    this.#instance = instance;
    this.#connection = connection;
    this.#temporary = temporary;
    this.signal = signal;
  }

  /** Opens one; `temporary` is a folder on the workspace's disk, which is written to only when memory runs short. */
  static async open(temporary: string, { threads, signal }: Context, memory = '1GB'): Promise<Database> {
    // Of its own, since others may read the same data set at the same time.
    const folder = join(temporary, `.duckdb-${process.pid}-${++opened}`);
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(threads),
      memory_limit: memory,
      temp_directory: folder,
      // Everything is inside the package; nothing may be fetched behind the user's back.
      autoinstall_known_extensions: 'false',
    });
    return new Database(instance, await instance.connect(), folder, signal);
  }

  /** Opens one, hands it to `work`, and closes it whatever happens. */
  static async use<T>(temporary: string, context: Context, work: (database: Database) => Promise<T>): Promise<T> {
    const database = await Database.open(temporary, context);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }

  /** Runs a statement for what it does. */
  async run(sql: string): Promise<void> {
    await this.#interruptibly(() => this.#connection.run(sql));
  }

  /** The rows of a small result as plain objects; 64-bit integers and decimals become numbers. */
  async rows<T extends object>(sql: string): Promise<T[]> {
    const reader = await this.#interruptibly(() => this.#connection.runAndReadAll(sql));
    return reader.getRowObjectsJS().map((row) => toNumbers(row) as T);
  }

  /** The columns of a result as plain arrays, by name; 64-bit integers and decimals as the engine gives them. */
  async table(sql: string): Promise<Record<string, unknown[]>> {
    const reader = await this.#interruptibly(() => this.#connection.runAndReadAll(sql));
    return reader.getColumnsObjectJS();
  }

  /** The only row of a result. */
  async row<T extends object>(sql: string): Promise<T> {
    const [first] = await this.rows<T>(sql);
    return first;
  }

  /**
   * Numeric columns of a large result, in the order of `types`, as typed arrays of `length` rows. The query casts each
   * column to its array's type; NULL comes as whatever the engine left there, so coalesce it.
   */
  async columns<T extends readonly ColumnType[]>(
    sql: string,
    length: number,
    types: readonly [...T],
  ): Promise<{ [K in keyof T]: InstanceType<T[K]> }> {
    const arrays = types.map((Type) => new Type(length));
    await this.#interruptibly(async () => {
      const result = await this.#connection.stream(sql);
      for (let row = 0; ;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) break;
        this.signal.throwIfAborted();
        for (const [at, array] of arrays.entries()) array.set((chunk.getColumnVector(at) as NumericVector).items, row);
        row += chunk.rowCount;
      }
    });
    return arrays as { [K in keyof T]: InstanceType<T[K]> };
  }

  /** The rows of a large result one by one, as plain objects; values as the engine gives them. */
  async *stream<T extends object>(sql: string): AsyncGenerator<T> {
    const result = await this.#interruptibly(() => this.#connection.stream(sql));
    for (;;) {
      const chunk = await this.#interruptibly(() => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      const names = result.columnNames();
      yield* chunk.getRowObjects(names) as unknown as T[];
    }
  }

  /** Appends rows of plain values (numbers, strings, lists of strings, null) to a table, in the order of its columns. */
  async insert(table: string, rows: Iterable<readonly (DuckDBValue | readonly string[])[]>): Promise<void> {
    const appender = await this.#connection.createAppender(table);
    for (const row of rows) {
      this.signal.throwIfAborted();
      for (const [at, value] of row.entries()) {
        const type = appender.columnType(at);
        if (value === null) appender.appendNull();
        else if (Array.isArray(value)) appender.appendValue(listValue(value), type);
        else appender.appendValue(wide.has(type.typeId) ? BigInt(value as number) : (value as DuckDBValue), type);
      }
      appender.endRow();
    }
    appender.closeSync();
  }

  /** Appends a numeric column to a table that has only this column, of the array's type. */
  insertColumn(table: string, values: Column): Promise<void> {
    return this.insertColumns(table, [values]);
  }

  /** Appends numeric columns of one length to a table of just these, of the arrays' types. */
  async insertColumns(table: string, columns: readonly Column[]): Promise<void> {
    const appender = await this.#connection.createAppender(table);
    const types = columns.map((_, at) => appender.columnType(at));
    const block = 2048;
    for (let row = 0; row < columns[0].length; row += block) {
      this.signal.throwIfAborted();
      const parts = columns.map((values) => values.subarray(row, row + block));
      const chunk = DuckDBDataChunk.create(types, parts[0].length);
      for (const [at, part] of parts.entries()) {
        const vector = chunk.getColumnVector(at) as NumericVector;
        vector.items.set(part);
        vector.flush();
      }
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
    await rm(this.#temporary, { recursive: true, force: true });
  }

  async #interruptibly<T>(work: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    const interrupt = (): void => this.#connection.interrupt();
    this.signal.addEventListener('abort', interrupt, { once: true });
    try {
      return await work();
    } catch (error) {
      this.signal.throwIfAborted();
      throw error;
    } finally {
      this.signal.removeEventListener('abort', interrupt);
    }
  }
}

/** Types whose values the engine wants as bigint. */
const wide: ReadonlySet<number> = new Set([DuckDBTypeId.BIGINT, DuckDBTypeId.UBIGINT]);

/** A text as it is written in SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name as it is written in SQL. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function toNumbers(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
}
