import type { Pool } from 'mysql2/promise';
import { openMysql, type Mysql } from '../../connections/mysql.ts';
import { withoutSecrets } from '../../connections/without-secrets.ts';
import { MovierecError } from '../../errors.ts';
import type { DatabaseKind, Description, OpenDatabase, Relation } from './database-kind.ts';
import { columnsOf, named } from './mysql-columns.ts';
import { readMysql } from './read-mysql.ts';
import { requireSelect } from './require-select.ts';

/** MySQL and MariaDB. */
export const mysql: DatabaseKind = {
  name: 'mysql',
  schemes: ['mysql:', 'mariadb:'],

  async open(address): Promise<OpenDatabase> {
    if (lacksDatabase(address)) throw await noDatabase(address);
    const server = await openMysql(address, { connections: 2 }).catch(async (error: unknown) => {
      throw await withDatabases(error, address);
    });
    const { pool, shown, explain, database: name } = server;
    return {
      shown,
      name,
      tables: () => tablesOf(pool),
      describe: async (relation, key) => {
        try {
          return await describe(server, relation, key);
        } catch (error) {
          throw await explainAbout(error, relation, server);
        }
      },
      async *read(request) {
        try {
          yield* readMysql(pool, request);
        } catch (error) {
          throw explain(error);
        }
      },
      close: async () => void (await pool.end().catch(() => undefined)),
    };
  },
};

/** How a relation is written after FROM. Its own comment may not swallow what follows. */
export const sourceOf = ({ table, query }: Relation): string =>
  `${table === undefined ? `(${requireSelect(query ?? '')}\n)` : named(table)} AS chosen`;

async function describe({ pool }: Mysql, relation: Relation, key: readonly string[] | undefined): Promise<Description> {
  const columns = (await columnsOf(pool, sourceOf(relation))).map(({ name }) => name);
  const missing = key?.find((name) => !columns.includes(name));
  if (missing !== undefined) {
    throw new MovierecError(
      'BAD_COLUMNS',
      `${relation.name} has no column "${missing}"; its columns are ${columns.join(', ')}.`,
      'Name one or several with --key id or --key user,movie',
    );
  }
  if (relation.table === undefined) return { columns, key: key ?? [], keyIsUnique: false };
  const [rows] = await ask<{ count: number | null }>(
    pool,
    'SELECT table_rows AS count FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?',
    relation.table,
  );
  const index = await ask<{ name: string }>(
    pool,
    `SELECT column_name AS name FROM information_schema.statistics
     WHERE table_schema = DATABASE() AND table_name = ? AND index_name = 'PRIMARY' ORDER BY seq_in_index`,
    relation.table,
  );
  const primary = index.map(({ name }) => name);
  const count = Number(rows?.count ?? 0);
  const keyIsUnique = key === undefined || key.join() === primary.join();
  return { columns, key: key ?? primary, keyIsUnique, ...(count > 0 && { rows: count }) };
}

const tablesOf = async (pool: Pool): Promise<string[]> =>
  (
    await ask<{ name: string }>(
      pool,
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name',
    )
  ).map(({ name }) => name);

async function ask<T>(pool: Pool, sql: string, ...values: string[]): Promise<T[]> {
  const [rows] = await pool.query(sql, values);
  return rows as T[];
}

/** What the server says of a table or a query, in our words. */
async function explainAbout(error: unknown, relation: Relation, { pool, shown, explain }: Mysql): Promise<Error> {
  const { code, sqlMessage } = error as { code?: string; sqlMessage?: string };
  if (relation.table === undefined && sqlMessage !== undefined) {
    return new MovierecError(
      'USAGE',
      `${shown} cannot run the query: ${sqlMessage}.`,
      'Try it in a client of the database; every column needs a name of its own.',
      { cause: error },
    );
  }
  if (code !== 'ER_NO_SUCH_TABLE') return explain(error);
  const there = await tablesOf(pool);
  return new MovierecError(
    'NO_SUCH_TABLE',
    `there is no table "${relation.table}" in ${shown}.`,
    there.length > 0 ? `There are: ${there.join(', ')}` : 'It has no tables that this user may see.',
    { cause: error },
  );
}

const lacksDatabase = (address: string): boolean =>
  URL.canParse(address) && new URL(address).hostname !== '' && new URL(address).pathname.replace(/^\//, '') === '';

async function noDatabase(address: string): Promise<Error> {
  const own = await databasesOf(address);
  return new MovierecError(
    'BAD_ADDRESS',
    `${withoutSecrets(address)} names no database.`,
    own.length > 0 ? `There are: ${own.join(', ')}` : 'There is none that this user may see.',
  );
}

/** Of a database that is not there, or not for this user, the message also says which are. */
async function withDatabases(error: unknown, address: string): Promise<unknown> {
  if (!(error instanceof MovierecError)) return error;
  const { code } = (error.cause ?? {}) as { code?: unknown };
  if (code !== 'ER_BAD_DB_ERROR' && code !== 'ER_DBACCESS_DENIED_ERROR') return error;
  const own = await databasesOf(address).catch(() => []);
  if (own.length === 0) return error;
  return new MovierecError(error.code, error.message, `Mend the address; there are: ${own.join(', ')}`, {
    cause: error.cause,
  });
}

/** The databases that the user may see, but for the server's own. */
async function databasesOf(address: string): Promise<string[]> {
  const url = new URL(address);
  url.pathname = '/information_schema';
  const { pool } = await openMysql(url.href, { connections: 1 });
  try {
    const found = await ask<{ Database: string }>(pool, 'SHOW DATABASES');
    return found.map(({ Database: name }) => name).filter((name) => !serverOwn.includes(name));
  } finally {
    await pool.end();
  }
}

const serverOwn: readonly string[] = ['information_schema', 'performance_schema', 'mysql', 'sys'];
