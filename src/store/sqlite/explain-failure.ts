import { asMovierecError, MovierecError, type ErrorCode } from '../../errors.ts';

/** What the engine's codes mean for people, by how they begin. */
const meanings: readonly (readonly [sign: RegExp, ErrorCode, message: string, hint: string])[] = [
  [/^SQLITE_NOTADB/, 'STORE_FAILED', 'is no SQLite database.', 'Give another address, or move the file away.'],
  [
    /^SQLITE_CORRUPT/,
    'STORE_FAILED',
    'is damaged.',
    'Put a copy of it back, or save what can be read: sqlite3 FILE .recover | sqlite3 NEW-FILE',
  ],
  [
    /^SQLITE_FULL/,
    'DISK_FULL',
    'cannot grow: the disk is full.',
    'Free some space; what was stored before is untouched.',
  ],
  [
    /^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/,
    'NOT_WRITABLE',
    'cannot be opened for writing.',
    'Make the file and its folder writable, or give another address.',
  ],
  [/^SQLITE_(BUSY|LOCKED)/, 'STORE_FAILED', 'is kept busy by another program.', 'Try again once that program is done.'],
];

/** A failure of the engine or the disk as a MovierecError that names the file. */
export function explainFailure(error: unknown, path: string): MovierecError {
  if (error instanceof MovierecError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  // Where a connection fails, the number stands in the text alone: 14 is "cannot open", 13 "full".
  const sign = code ?? (/: 14"?\)?$/.test(message) ? 'SQLITE_CANTOPEN' : '');
  const known = meanings.find(([pattern]) => pattern.test(sign));
  if (known) return new MovierecError(known[1], `the store ${path} ${known[2]}`, known[3], { cause: error });
  if (!sign.startsWith('SQLITE_')) {
    const system = asMovierecError(error);
    if (system.code !== 'UNEXPECTED') {
      return new MovierecError(system.code, system.message, 'Give another address, or mend what stands there.', {
        cause: error,
      });
    }
  }
  return new MovierecError('STORE_FAILED', `the store ${path} failed: ${message}.`, 'Try again; check the disk.', {
    cause: error,
  });
}
