import { Kysely, MysqlDialect, type MysqlPool } from 'kysely';
import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { fromPlainText, toPlainText } from '../sql/plain-text.ts';
import type { Tables } from '../sql/tables.ts';
import { isShortened, shortText } from './short-text.ts';

/** How long a statement may take, in milliseconds; a server that has vanished without a word is not waited for longer. */
const patience = 30_000;

export interface KyselyOptions {
  /** Whether a second statement is refused: then what is read is of one moment, without a transaction. */
  readonly single?: boolean;
  /** Passes over statements that make what is there already, as where an earlier attempt broke off. */
  readonly resumes?: boolean;
}

/**
 * A connection as kysely wants it. Texts are written so that all of them come back as they were; those that are too long
 * for a key stand in `long_texts` as a whole.
 */
export function kyselyOn(
  connection: PoolConnection,
  { single = false, resumes = false }: KyselyOptions = {},
): Kysely<Tables> {
  const ask = async (sql: string, values: readonly unknown[]): Promise<RowDataPacket[] | ResultSetHeader> => {
    const [result] = await connection.query<RowDataPacket[] | ResultSetHeader>({
      ...{ sql, values: [...values], timeout: patience },
    });
    return result;
  };
  const keep = async (plain: string): Promise<void> =>
    void (await ask('insert ignore into long_texts (short, whole) values (?, ?)', [shortText(plain), plain]));
  const wholeOf = async (shortened: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> => {
    if (shortened.size === 0) return new Map();
    const rows = await ask('select short, whole from long_texts where short in (?)', [[...shortened]]);
    return new Map((rows as RowDataPacket[]).map(({ short, whole }) => [short as string, whole as string]));
  };

  let statements = 0;
  const run = async (sql: string, values: readonly unknown[]): Promise<unknown> => {
    if (single && ++statements > 1) throw new Error('what reads a store asks for one statement');
    const plain = values.map((value) => (typeof value === 'string' ? toPlainText(value) : value));
    const bound = plain.map((value) => (typeof value === 'string' ? shortText(value) : value));
    if (/^(insert|update)/i.test(sql)) {
      for (const [at, value] of plain.entries()) if (value !== bound[at]) await keep(value as string);
    }
    const result = await ask(sql, bound);
    if (!Array.isArray(result)) return result;
    const texts = result.flatMap((row) => Object.values(row as object).filter((value) => typeof value === 'string'));
    const whole = await wholeOf(new Set(texts.filter(isShortened)));
    return result.map((row) => read(row, whole));
  };
  const adapter = {
    query: (sql: string, values: readonly unknown[], answer: (error: unknown, result?: unknown) => void) => {
      run(sql, values).then(
        (result) => answer(null, result),
        (error: unknown) => (resumes && isThere(error) ? answer(null, []) : answer(error)),
      );
    },
    release: () => undefined,
  };
  const pool = {
    getConnection: (take: (error: unknown, connection: typeof adapter) => void) => take(null, adapter),
    end: (done: (error: unknown) => void) => done(null),
  };
  return new Kysely<Tables>({ dialect: new MysqlDialect({ pool: pool as unknown as MysqlPool }) });
}

function read(row: object, whole: ReadonlyMap<string, string>): object {
  const values = row as Record<string, unknown>;
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') values[name] = fromPlainText(whole.get(value) ?? value);
  }
  return values;
}

const isThere = (error: unknown): boolean =>
  ['ER_TABLE_EXISTS_ERROR', 'ER_DUP_KEYNAME', 'ER_DUP_FIELDNAME', 'ER_FK_DUP_NAME'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  );
