import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { schemeOf } from '../connections/scheme-of.ts';
import { MovierecError } from '../errors.ts';
import type { Store } from './store.ts';
import { inTwoThreads } from './thread/in-two-threads.ts';

/**
 * A store in one file, `sqlite:data/service/demo/store.db`, by SQLite's write-ahead log. The engine works in threads
 * of its own, one that writes and one that reads; calls that wait together cost one flush of the disk. Other processes may have the file open too.
 * @throws USAGE where no file is named; STORE_FAILED, NEWER_STORE, NOT_WRITABLE, DISK_FULL
 */
export async function openSqlite(address: string, folder: string): Promise<Store> {
  const given = address.replace(/^sqlite:/, '');
  if (given === '' || given === ':memory:') {
    throw new MovierecError('USAGE', `"${address}" names no file.`, 'Write sqlite:FILE, as in sqlite:store.db.');
  }
  if (schemeOf(given) !== undefined) {
    throw new MovierecError(
      'USAGE',
      `SQLite keeps no file at ${given}.`,
      'Give a path of this machine: sqlite:store.db.',
    );
  }
  // From src as from dist: .ts or .js, as this file is.
  const thread = new URL(`./sqlite/thread${extname(import.meta.url)}`, import.meta.url);
  const path = resolve(folder, given);
  // Two that turn a new file to its write-ahead log at once may refuse each other.
  return inTwoThreads(thread, path, !existsSync(path));
}
