import { MovierecError } from '../errors.ts';
import { secretFrom, type Credentials } from './secret-from.ts';
import { withoutSecrets } from './without-secrets.ts';

/** A server's address in its parts. */
export interface ServerAddress {
  /** With the first host alone, where several are named. */
  readonly url: URL;
  /** All hosts, as they are written: `a:27017,b`. */
  readonly hosts: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** The first part of the path, decoded. */
  readonly database: string;
  /** The address as it may be shown: without user name, password and query. */
  readonly shown: string;
}

/**
 * Reads `scheme://[user[:password]@]host[:port][,host…]/database[?options]`. What the address leaves out of user and password
 * comes from MOVIEREC_DATABASE_USER and MOVIEREC_DATABASE_PASSWORD, or the files that these names with _FILE name.
 * @throws BAD_ADDRESS, BAD_CONFIG where such a file cannot be read
 */
export function requireAddress(address: string, environment: Credentials = process.env): ServerAddress {
  const shown = withoutSecrets(address);
  // Up to the last @ before the path: a password may hold one itself, and commas.
  const [, first = address, others = '', rest = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?[^/?#@,]*)((?:,[^/?#@,]+)*)(.*)$/is.exec(address) ?? [];
  // A @ in the path is that of a password with a / in it: what stands before that is no host, and nobody is to be told it.
  const isWhole = !/^[^?#]*@/.test(rest);
  const url = isWhole && URL.canParse(first + rest) ? new URL(first + rest) : undefined;
  const database = url && decoded(url.pathname.replace(/^\//, '').split('/')[0]);
  if (!url?.hostname || !database) {
    throw new MovierecError(
      'BAD_ADDRESS',
      `${shown} is no address of a database.`,
      'Write it as mysql://USER@HOST:3306/DATABASE or mongodb://USER@HOST:27017/DATABASE; signs such as @ and / in a password ' +
        'are written %40 and %2F, or the password is given as MOVIEREC_DATABASE_PASSWORD.',
    );
  }
  const user = decoded(url.username) || secretFrom(environment, 'MOVIEREC_DATABASE_USER');
  const password = decoded(url.password) || secretFrom(environment, 'MOVIEREC_DATABASE_PASSWORD');
  return { url, hosts: url.host + others, user, password, database, shown };
}

/** A part of an address without %20 and the like; as it is, where it holds a lone %. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
