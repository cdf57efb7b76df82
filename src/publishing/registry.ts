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

/** How the names of tables begin where nothing else is asked for. */
export const usualPrefix = 'movierec_';

/**
 * Connects to the server of an address, to publish to tables whose names begin with `prefix`.
 * @throws what `requireSink` and the connection throw
 */
export function openSink(address: string, prefix: string): Promise<Sink> {
  return requireSink(address, prefix)(address, prefix);
}

/**
 * How to connect to the server of an address, which is known without asking it.
 * @throws BAD_ADDRESS for what is no database, OPTION_RANGE for the prefix
 */
export function requireSink(address: string, prefix: string): (address: string, prefix: string) => Promise<Sink> {
  if (!/^[A-Za-z0-9_]{0,32}$/.test(prefix)) {
    const message = `"${prefix}" cannot begin the names of tables.`;
    throw new MovierecError('OPTION_RANGE', message, 'Give up to 32 letters of English, digits and _: --prefix films_');
  }
  const open = sinks[address.slice(0, address.indexOf(':') + 1).toLowerCase()];
  if (open) return open;
  throw new MovierecError(
    'BAD_ADDRESS',
    `${withoutSecrets(address)} is nothing that can be published to.`,
    'Give the address of a database: mysql://USER@HOST:3306/DATABASE or mongodb://USER@HOST:27017/DATABASE',
  );
}
