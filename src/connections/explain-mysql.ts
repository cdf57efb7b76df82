import { MovierecError, type ErrorCode } from '../errors.ts';

const check = 'Check the address, and that the server runs.';
const meanings: Readonly<Record<string, readonly [ErrorCode, string, string]>> = {
  ER_ACCESS_DENIED_ERROR: [
    'WRONG_CREDENTIALS',
    'refuses this user name and password.',
    'Give them in the address, or as MOVIEREC_DATABASE_USER and MOVIEREC_DATABASE_PASSWORD.',
  ],
  ER_DBACCESS_DENIED_ERROR: ['NO_ACCESS', 'does not let this user into that database.', 'Grant the user access to it.'],
  ECONNREFUSED: ['UNREACHABLE', 'does not answer: nothing listens there.', check],
  ENOTFOUND: ['UNREACHABLE', 'cannot be reached: there is no host of that name.', check],
  PROTOCOL_CONNECTION_LOST: ['CONNECTION_LOST', 'broke off the connection.', 'Run this again.'],
};

/** A failure of MySQL or MariaDB, or on the way there, as a MovierecError that names the address as it may be shown. */
export function explainMysql(error: unknown, shown: string): Error {
  if (error instanceof MovierecError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const [kind, what, hint] = meanings[code] ?? ['DATABASE_FAILED', `failed: ${message}.`, check];
  return new MovierecError(kind, `${shown} ${what}`, hint, { cause: error });
}
