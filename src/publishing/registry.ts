import { withoutSecrets } from '../connections/without-secrets.ts';
import { MovierecError } from '../errors.ts';
import type { Sink } from './sink.ts';

/** By how addresses begin; the file itself is loaded only when one is opened. */
const sinks: Readonly<Record<string, (address: string, prefix: string) => Promise<Sink>>> = {
  'mysql:': async (address, prefix) => (await import('./mysql.ts')).openMysqlSink(address, prefix),
  'mariadb:': async (address, prefix) => (await import('./mysql.ts')).openMysqlSink(address, prefix),
  'mongodb:': async (address, prefix) => (await import('./mongodb.ts')).openMongodbSink(address, prefix),
  'mongodb+srv:': async (address, prefix) => (await import('./mongodb.ts')).openMongodbSink(address, prefix),
};

/**
 * Connects to the server of an address, to publish to tables whose names begin with `prefix`.
 * @throws BAD_ADDRESS, OPTION_RANGE, and what the connection throws
 */
export async function openSink(address: string, prefix: string): Promise<Sink> {
  if (!/^[A-Za-z0-9_]{0,32}$/.test(prefix)) {
    const message = `"${prefix}" cannot begin the names of tables.`;
    throw new MovierecError('OPTION_RANGE', message, 'Give up to 32 letters of English, digits and _: --prefix films_');
  }
  const open = sinks[address.slice(0, address.indexOf(':') + 1).toLowerCase()];
  if (open) return open(address, prefix);
  throw new MovierecError(
    'BAD_ADDRESS',
    `${withoutSecrets(address)} is nothing that can be published to.`,
    'Give the address of a database: mysql://USER@HOST:3306/DATABASE or mongodb://USER@HOST:27017/DATABASE',
  );
}
