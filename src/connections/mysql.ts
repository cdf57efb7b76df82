import type { Pool } from 'mysql2/promise';
import { explainMysql } from './explain-mysql.ts';
import { requireAddress } from './require-address.ts';

export interface MysqlOptions {
  /** How many connections there may be at once. */
  readonly connections?: number;
}

/** A pool of connections to MySQL or MariaDB, and how to say what went wrong with it. */
export interface Mysql {
  readonly pool: Pool;
  /** The address as it may be shown. */
  readonly shown: string;
  readonly explain: (error: unknown) => Error;
}

/**
 * Connects to `mysql://USER@HOST:3306/DATABASE`, once to see that it answers. The package is loaded here first. Query options: `ssl=true`.
 * @throws BAD_ADDRESS, WRONG_CREDENTIALS, NO_ACCESS, UNREACHABLE, DATABASE_FAILED
 */
export async function openMysql(address: string, { connections = 8 }: MysqlOptions = {}): Promise<Mysql> {
  const { url, user, password, database, shown } = requireAddress(address);
  const { createPool } = await import('mysql2/promise');
  const pool = createPool({
    host: url.hostname,
    port: Number(url.port || 3306),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    database,
    connectionLimit: connections,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    ...(url.searchParams.get('ssl') === 'true' && { ssl: {} }),
  });
  const explain = (error: unknown): Error => explainMysql(error, shown);
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw explain(error);
  }
  return { pool, shown, explain };
}
