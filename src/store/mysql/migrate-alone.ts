import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { RowDataPacket } from 'mysql2/promise';
import type { Mysql } from '../../connections/mysql.ts';
import { MovierecError } from '../../errors.ts';
import { migrate } from '../sql/migrate.ts';
import type { Step } from '../sql/migrations/step.ts';
import { kyselyOn } from './kysely-on.ts';
import { words } from './words.ts';

/** How long to wait for another process that brings the tables up to date, in seconds. */
const patience = 60;

/**
 * Brings the tables up to date while no other process does. MySQL makes each table at once and for good, so a process that
 * is killed may leave half a step behind; whoever comes next makes what is missing of it.
 * @throws NEWER_STORE, STORE_FAILED, UNSUPPORTED
 */
export async function migrateAlone({ pool, database, shown }: Mysql, steps: readonly Step[]): Promise<void> {
  const connection = await pool.getConnection();
  // Names of locks are the whole server's, and short.
  const lock = `movierec ${createHash('sha256').update(database).digest('hex').slice(0, 40)}`;
  const ask = async (sql: string, ...values: unknown[]): Promise<unknown> => {
    const [[row]] = await connection.query<RowDataPacket[]>(sql, values);
    return row?.['it'] as unknown;
  };
  try {
    if ((await ask('SELECT GET_LOCK(?, ?) AS it', lock, patience)) !== 1) throw busy(shown);
    const collation = await ask(`${exactCollations} LIMIT 1`);
    if (typeof collation !== 'string') throw tooOld(shown);
    const plain = kyselyOn(connection, { resumes: true }) as Kysely<unknown>;
    await migrate(plain, steps, words(collation), `the store ${shown}`, (work) => work());
    await ask('SELECT RELEASE_LOCK(?) AS it', lock);
    connection.release();
  } catch (error) {
    // The lock ends with the connection.
    connection.destroy();
    throw error;
  }
}

/** By which texts are the same only where they are letter by letter: MySQL's and MariaDB's. Others leave out blanks at the end. */
const exactCollations = `SELECT collation_name AS it FROM information_schema.collations
  WHERE collation_name IN ('utf8mb4_0900_bin', 'utf8mb4_nopad_bin') ORDER BY collation_name`;

const busy = (shown: string): MovierecError =>
  new MovierecError(
    'STORE_FAILED',
    `another process has been bringing the tables of ${shown} up to date for ${patience} seconds.`,
    'Try again once it is done.',
  );

const tooOld = (shown: string): MovierecError =>
  new MovierecError(
    'UNSUPPORTED',
    `the server of ${shown} is too old to compare texts letter by letter.`,
    'Use MySQL 8.0.17, MariaDB 10.2 or later.',
  );
