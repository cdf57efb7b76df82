import type { Pool } from 'mysql2/promise';
import { explainMysql } from './explain-mysql.ts';
import { mysqlSettings } from './mysql-settings.ts';

export interface MysqlOptions {
  /** How many connections there may be at once, whatever the address says. */
  readonly connections?: number;
}

/** A pool of connections to MySQL or MariaDB, and how to say what went wrong with it. */
export interface Mysql {
  readonly pool: Pool;
  /** The name of the database. */
  readonly database: string;
  /** The address as it may be shown. */
  readonly shown: string;
  readonly explain: (error: unknown) => Error;
}

/** How long to wait until a server is reached, in milliseconds. */
const patience = 5000;

/**
 * Each connection is set alike, whatever the server's own settings are: no value is cut or bent to fit, texts are quoted
 * as mysql2 quotes them, times are in UTC, each statement sees what was stored when it began.
 */
const habits = [
  "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', innodb_lock_wait_timeout = 10",
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
];

/**
 * Connects to `mysql://USER@HOST:3306/DATABASE`, once to see that it answers. The package is loaded here first. For options of the address, see mysql-settings.ts.
 * @throws BAD_ADDRESS, WRONG_CREDENTIALS, NO_ACCESS, UNREACHABLE, DATABASE_FAILED
 */
export async function openMysql(address: string, { connections }: MysqlOptions = {}): Promise<Mysql> {
  const { settings, database, shown } = await mysqlSettings(address);
  const { createPool } = await import('mysql2/promise');
  const pool = createPool({
    ...settings,
    ...(connections !== undefined && { connectionLimit: connections }),
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    connectTimeout: patience,
  });
  pool.pool.on('connection', (connection) => {
    // What fails here has broken the connection, which whoever asks next is told.
    for (const habit of habits) connection.query(habit, (error: unknown) => error && connection.destroy());
  });
  const explain = (error: unknown): Error => explainMysql(error, shown);
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw explain(error);
  }
  return { pool, database, shown, explain };
}
