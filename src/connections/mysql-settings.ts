import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { PoolOptions } from 'mysql2/promise';
import { MovierecError } from '../errors.ts';
import { requireAddress, type Credentials } from './require-address.ts';

/** What an address of MySQL's comes to. */
export interface MysqlSettings {
  readonly settings: PoolOptions;
  readonly database: string;
  /** The address as it may be shown. */
  readonly shown: string;
}

const options = {
  ssl: 'ssl=true (the server has to prove who it is) or ssl=skip-verify',
  'ssl-ca': 'ssl-ca=FILE, the authority that has signed its certificate',
  socket: 'socket=FILE, in the place of host and port',
  connections: 'connections=N, how many there may be at once',
};

/**
 * How to connect to `mysql://USER@HOST:3306/DATABASE`: `mariadb://` is the same. A certificate has to be of the host's
 * name, unless the host is named by its number.
 * @throws BAD_ADDRESS; MISSING_FILE where `ssl-ca` names none
 */
export async function mysqlSettings(address: string, environment?: Credentials): Promise<MysqlSettings> {
  const { url, user, password, database, shown } = requireAddress(address, environment);
  const bad = (what: string): MovierecError =>
    new MovierecError('BAD_ADDRESS', `${shown}: ${what}.`, `There are ${Object.values(options).join('; ')}.`);
  const given = new Map(url.searchParams);
  for (const name of given.keys()) if (!(name in options)) throw bad(`there is no option "${name}"`);
  const [ssl, authority, socket] = ['ssl', 'ssl-ca', 'socket'].map((name) => given.get(name));
  if (ssl !== undefined && !['true', 'false', 'skip-verify'].includes(ssl)) throw bad('ssl is true or skip-verify');
  if (authority !== undefined && ssl !== undefined && ssl !== 'true') throw bad('ssl-ca goes with ssl=true');
  const connections = Number(given.get('connections') ?? 10);
  if (!Number.isInteger(connections) || connections < 1) throw bad('connections is a whole number from 1');
  // [::1] is what an address writes for ::1.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = authority !== undefined || (ssl !== undefined && ssl !== 'false');
  const verifies = ssl !== 'skip-verify';
  return {
    settings: {
      ...(socket === undefined ? { host, port: Number(url.port || 3306) } : { socketPath: socket }),
      ...(user !== undefined && { user }),
      ...(password !== undefined && { password }),
      database,
      connectionLimit: connections,
      ...(secure && {
        ssl: {
          rejectUnauthorized: verifies,
          verifyIdentity: verifies && isIP(host) === 0,
          ...(authority !== undefined && { ca: await readAuthority(authority) }),
        },
      }),
    },
    ...{ database, shown },
  };
}

async function readAuthority(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const message = `${path}: the certificate that ssl-ca names cannot be read.`;
    throw new MovierecError('MISSING_FILE', message, 'Check the path.', { cause: error });
  }
}
