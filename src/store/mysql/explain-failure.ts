import { MovierecError } from '../../errors.ts';
import type { Mysql } from '../../connections/mysql.ts';

/** What went wrong with a store that is open: STORE_FAILED, whatever the server or the way to it has, but for a full disk. */
export function explainFailure(error: unknown, { explain }: Mysql): Error {
  if (error instanceof MovierecError) return error;
  const { code, message, hint, cause } = explain(error) as MovierecError;
  return new MovierecError(code === 'DISK_FULL' ? code : 'STORE_FAILED', `the store ${message}`, hint, { cause });
}
