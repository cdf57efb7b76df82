import { existsSync } from 'node:fs';
import { link, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import { Kysely, SqliteDialect } from 'kysely';
import Connection, { type Database } from 'libsql';
import { makeFolder } from '../../artifacts/make-folder.ts';
import { migrate, refuseForeign, type Atomically } from '../sql/migrate.ts';
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
    await makeFile(path);
    connection = new Connection(path, { timeout: patience });
    const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: kyselyDatabase(connection) }) });
    const plain = database as Kysely<unknown>;
    // Before the first change, so that a file of somebody else's stays as it is.
    await refuseForeign(plain, `the store ${path}`);
    configure(connection);
    await migrate(plain, steps, words, `the store ${path}`, atomicallyOn(connection));
    return performTogether(connection, { database, locks: false }, path);
  } catch (error) {
    connection?.close();
    throw explainFailure(error, path);
  }
}

/**
 * An empty file that only its owner may read, where there is none. Once it has its name it is never opened here to be closed
 * again: that would take away the locks which other threads of this process have on it (POSIX), and the next other process
 * to close the store would take itself for the last one and remove the log of changes that is being written to.
 * sqlite.org/howtocorrupt.html, 2.2
 */
async function makeFile(path: string): Promise<void> {
  if (existsSync(path)) return;
  const fresh = `${path}.new-${process.pid}-${threadId}`;
  try {
    await writeFile(fresh, '', { mode: 0o600 });
    await link(fresh, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(fresh, { force: true });
  }
}

function configure(connection: Database): void {
  connection.pragma('journal_mode = WAL');
  // What was answered to outlives a power cut as well, at the price of one flush of the disk for all that wait.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  // What is removed is overwritten, not just forgotten.
  connection.pragma('secure_delete = ON');
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
