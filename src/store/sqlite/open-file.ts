import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import Connection, { type Database } from 'libsql';
import { makeFolder } from '../../artifacts/make-folder.ts';
import { migrate, type Atomically } from '../sql/migrate.ts';
import { steps as allSteps } from '../sql/migrations/registry.ts';
import type { Tables } from '../sql/tables.ts';
import type { Performer } from '../thread/answer-calls.ts';
import { explainFailure } from './explain-failure.ts';
import { kyselyDatabase } from './kysely-database.ts';
import { performTogether } from './perform-together.ts';
import { words } from './words.ts';

/** How long to wait for another process that writes, in milliseconds. */
const patience = 5000;

/**
 * Opens a file, or makes one that only its owner may read, and brings its tables up to date.
 * @throws STORE_FAILED, NEWER_STORE, NOT_WRITABLE, DISK_FULL
 */
export async function openFile(path: string, steps = allSteps): Promise<Performer> {
  let connection: Database | undefined;
  try {
    await makeFolder(dirname(path));
    await (await open(path, 'a', 0o600)).close();
    connection = connect(path);
    const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: kyselyDatabase(connection) }) });
    const atomically = atomicallyOn(connection);
    await migrate(database as Kysely<unknown>, steps, words, `the store ${path}`, atomically);
    return performTogether(connection, { database, locks: false }, path);
  } catch (error) {
    connection?.close();
    throw explainFailure(error, path);
  }
}

function connect(path: string): Database {
  const connection = new Connection(path, { timeout: patience });
  // Before the first change, so that nobody is left with a file that is none of ours and yet was changed.
  connection.pragma('schema_version');
  connection.pragma('journal_mode = WAL');
  // What was answered to outlives a power cut as well, at the price of one flush of the disk for all that wait.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  // What is removed is overwritten, not just forgotten.
  connection.pragma('secure_delete = ON');
  return connection;
}

const atomicallyOn =
  (connection: Database): Atomically =>
  async (work) => {
    connection.exec('BEGIN IMMEDIATE');
    try {
      const result = await work();
      connection.exec('COMMIT');
      return result;
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  };
