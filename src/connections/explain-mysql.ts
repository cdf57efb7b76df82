import { MovierecError, type ErrorCode } from '../errors.ts';
import { isLost } from './lost-mysql.ts';

type Meaning = readonly [ErrorCode, what: string, hint: string];

const check = 'Check the address, and that the server runs.';
const account = 'Give them in the address, or as MOVIEREC_DATABASE_USER and MOVIEREC_DATABASE_PASSWORD.';
const plugins = 'Let the user sign in with caching_sha2_password or mysql_native_password.';
const certificate =
  'Name the authority that signed its certificate, ssl-ca=FILE, and the host as the certificate does.';
const free = 'Free some space on the server; what was stored before is untouched.';

const refused: Meaning = ['WRONG_CREDENTIALS', 'refuses this user name and password.', account];
const locked: Meaning = ['WRONG_CREDENTIALS', 'has locked this account, or wants a new password first.', 'Unlock it.'];
const forbidden: Meaning = [
  'NO_ACCESS',
  'does not let this user do that.',
  'Grant it: SELECT to read; CREATE, ALTER, INDEX, REFERENCES, INSERT, UPDATE, DELETE and DROP to write.',
];
const turnedAway: Meaning = ['NO_ACCESS', 'lets nobody in from this machine.', 'Allow it: CREATE USER NAME@HOST.'];
const full: Meaning = [
  'UNREACHABLE',
  'has too many connections open.',
  'Raise max_connections, or take fewer with connections=N in the address.',
];
const nothingThere: Meaning = ['UNREACHABLE', 'does not answer: nothing listens there.', check];
const noHost: Meaning = ['UNREACHABLE', 'cannot be reached: there is no host of that name.', check];
const noWay: Meaning = [
  'UNREACHABLE',
  'cannot be reached from here.',
  'Check the address, and the network on the way.',
];
const silent: Meaning = ['UNREACHABLE', 'does not answer in time.', 'Check the address, and the network on the way.'];
const slow: Meaning = ['CONNECTION_LOST', 'has not answered in time.', 'Look at how the server does, and try again.'];
const readOnly: Meaning = [
  'NO_ACCESS',
  'can only be read.',
  'Name the server that replicas follow, or end its read-only mode.',
];
const diskFull: Meaning = ['DISK_FULL', 'cannot grow: its disk is full.', free];
const strange: Meaning = ['UNSUPPORTED', 'wants this user to sign in in a way that is not known here.', plugins];
const unproven: Meaning = ['UNREACHABLE', 'does not prove who it is.', certificate];
const contested: Meaning = [
  'DATABASE_FAILED',
  'is kept busy by another program.',
  'Try again once that program is done.',
];

/** By mysql2's names and the system's; by number where only MariaDB has it. */
const meanings: Readonly<Record<string, Meaning>> = {
  ER_ACCESS_DENIED_ERROR: refused,
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: refused,
  ER_ACCOUNT_HAS_BEEN_LOCKED: locked,
  4151: locked,
  ER_MUST_CHANGE_PASSWORD: locked,
  ER_MUST_CHANGE_PASSWORD_LOGIN: locked,
  ER_DBACCESS_DENIED_ERROR: ['NO_ACCESS', 'does not let this user into that database.', 'Grant the user access to it.'],
  ER_TABLEACCESS_DENIED_ERROR: forbidden,
  ER_COLUMNACCESS_DENIED_ERROR: forbidden,
  ER_SPECIFIC_ACCESS_DENIED_ERROR: forbidden,
  ER_HOST_NOT_PRIVILEGED: turnedAway,
  ER_HOST_IS_BLOCKED: [
    'NO_ACCESS',
    'has shut this machine out after failed attempts.',
    'Run FLUSH HOSTS on the server.',
  ],
  ER_BAD_DB_ERROR: [
    'BAD_ADDRESS',
    'has no database of that name.',
    'Make it with CREATE DATABASE, or mend the address.',
  ],
  ER_NO_SUCH_TABLE: ['NO_SUCH_TABLE', 'has no such table.', 'Check its name, and that the user may see it.'],
  ER_CON_COUNT_ERROR: full,
  ER_TOO_MANY_USER_CONNECTIONS: full,
  ER_USER_LIMIT_REACHED: full,
  ECONNREFUSED: nothingThere,
  ENOENT: nothingThere,
  EACCES: [
    'UNREACHABLE',
    'has a socket that this user may not open.',
    'Use host and port, or the rights of another user.',
  ],
  ENOTFOUND: noHost,
  EAI_AGAIN: noHost,
  EHOSTUNREACH: noWay,
  ENETUNREACH: noWay,
  EADDRNOTAVAIL: noWay,
  ETIMEDOUT: silent,
  PROTOCOL_SEQUENCE_TIMEOUT: slow,
  ER_QUERY_TIMEOUT: slow,
  1969: slow,
  ER_OPTION_PREVENTS_STATEMENT: readOnly,
  ER_READ_ONLY_MODE: readOnly,
  ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION: readOnly,
  ER_DISK_FULL: diskFull,
  ER_RECORD_FILE_FULL: diskFull,
  AUTH_SWITCH_PLUGIN_ERROR: strange,
  ER_NOT_SUPPORTED_AUTH_MODE: strange,
  ER_PLUGIN_IS_NOT_LOADED: strange,
  MYSQL_CLEAR_PASSWORD_NOT_ENABLED: strange,
  HANDSHAKE_NO_SSL_SUPPORT: [
    'UNREACHABLE',
    'speaks no TLS.',
    'Leave ssl and ssl-ca out of the address, or set it up there.',
  ],
  ER_SECURE_TRANSPORT_REQUIRED: ['UNREACHABLE', 'is only spoken to by TLS.', 'Add ssl=true to the address.'],
  HANDSHAKE_SSL_ERROR: unproven,
  ER_LOCK_DEADLOCK: contested,
  ER_LOCK_WAIT_TIMEOUT: contested,
  ER_NET_PACKET_TOO_LARGE: ['DATABASE_FAILED', 'takes no row of that size.', 'Raise its max_allowed_packet.'],
};

/** What Node says of certificates. */
const ofCertificates = /^(ERR_TLS_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_)/;

/**
 * A failure of MySQL or MariaDB, or on the way there, as a MovierecError that names the address as it may be shown. Its cause
 * has the server's words, and nothing of the statement, which may hold what nobody is to read.
 */
export function explainMysql(error: unknown, shown: string): Error {
  if (error instanceof MovierecError) return error;
  const { code = '', errno, message } = error as NodeJS.ErrnoException;
  const said = withoutValues(message);
  const [kind, what, hint] = meanings[String(errno)] ??
    meanings[code] ??
    (isLost(error) ? lost : ofCertificates.test(code) ? unproven : undefined) ??
    (/no space left|errno: 28\b/i.test(message) ? diskFull : undefined) ?? [
      'DATABASE_FAILED',
      `failed: ${said}.`,
      check,
    ];
  return new MovierecError(kind, `${shown} ${what}`, hint, { cause: asSaid(error as Error, said) });
}

const lost: Meaning = ['CONNECTION_LOST', 'broke off the connection.', 'Try again; see whether the server still runs.'];

/** mysql2 hangs the statement on its errors, with all values in it. */
function asSaid(error: Error, said: string): Error {
  const { code, errno, sqlState } = error as NodeJS.ErrnoException & { readonly sqlState?: string };
  const plain = Object.assign(new Error(said), { code, errno, sqlState });
  plain.stack = (error.stack ?? '').replace(error.message, said);
  return plain;
}

/** Of an entry that is there twice, the server repeats the values. */
const withoutValues = (message: string): string =>
  message.replace(/^Duplicate entry '.*' for key/s, 'Duplicate entry for key').replace(/\.$/, '');
