import { MovierecError, type ErrorCode } from '../errors.ts';

const check = 'Check the address, and that the server runs.';

/** A failure of MongoDB, or on the way there, as a MovierecError that names the address as it may be shown. */
export function explainMongodb(error: unknown, shown: string): Error {
  if (error instanceof MovierecError) return error;
  const { name, code, message } = error as Error & { code?: number };
  const [kind, what, hint] = meaning(name, code) ?? ['DATABASE_FAILED', `failed: ${message}.`, check];
  return new MovierecError(kind, `${shown} ${what}`, hint, { cause: error });
}

function meaning(name: string, code?: number): readonly [ErrorCode, string, string] | undefined {
  if (code === 18) {
    return [
      'WRONG_CREDENTIALS',
      'refuses this user name and password.',
      'Give them in the address, or as MOVIEREC_DATABASE_USER and MOVIEREC_DATABASE_PASSWORD.',
    ];
  }
  if (code === 13) return ['NO_ACCESS', 'does not let this user do that.', 'Grant the user access to the database.'];
  if (name === 'MongoServerSelectionError') return ['UNREACHABLE', 'does not answer.', check];
  return undefined;
}
