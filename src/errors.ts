/**
 * Every code an error can carry, and what kind of failure it is: `usage` ends the program with exit code 2 (the command
 * has to be written differently), `failure` with 1.
 */
export const codes = {
  USAGE: 'usage',
  UNKNOWN_MODEL: 'usage',
  WRONG_MODEL: 'usage',
  UNKNOWN_OPTION: 'usage',
  OPTION_RANGE: 'usage',
  UNKNOWN_DATASET: 'usage',
  UNKNOWN_USER: 'usage',
  UNKNOWN_MOVIE: 'usage',
  UNKNOWN_FORMAT: 'usage',
  BAD_COLUMNS: 'usage',
  BAD_CONFIG: 'usage',
  WRONG_FEEDBACK: 'usage',
  MISSING_TIMES: 'usage',
  MISSING_FEATURES: 'usage',
  MISSING_FILE: 'failure',
  MISSING_ARTIFACT: 'failure',
  STALE_MODEL: 'failure',
  EMPTY_FILE: 'failure',
  NOT_A_DATASET: 'failure',
  NO_RATINGS: 'failure',
  BAD_RATING: 'failure',
  BAD_FILE: 'failure',
  BAD_ARCHIVE: 'failure',
  DOWNLOAD_FAILED: 'failure',
  BAD_CHECKSUM: 'failure',
  NOTHING_TO_TEST: 'failure',
  LEAK: 'failure',
  NOT_FINITE: 'failure',
  DIVERGED: 'failure',
  DISK_FULL: 'failure',
  NOT_WRITABLE: 'failure',
  OUT_OF_MEMORY: 'failure',
  UNSUPPORTED: 'failure',
  WORKER_DIED: 'failure',
  BUSY: 'failure',
  // What only the live service says; server/status-of.ts has the HTTP status of each.
  BAD_REQUEST: 'usage',
  TOO_LARGE: 'usage',
  TOO_SLOW: 'usage',
  NOT_JSON: 'usage',
  NOT_FOUND: 'usage',
  UNKNOWN_CHART: 'usage',
  NOT_SIGNED_IN: 'usage',
  WRONG_PASSWORD: 'usage',
  NAME_TAKEN: 'usage',
  FORBIDDEN: 'usage',
  CROSS_SITE: 'usage',
  TOO_MANY_REQUESTS: 'failure',
  NOT_READY: 'failure',
  UNKNOWN_PERSON: 'failure',
  STORE_FAILED: 'failure',
  NEWER_STORE: 'failure',
  PORT_TAKEN: 'failure',
  // Of servers that data come from or go to.
  BAD_ADDRESS: 'usage',
  WRONG_CREDENTIALS: 'failure',
  NO_ACCESS: 'failure',
  UNREACHABLE: 'failure',
  CONNECTION_LOST: 'failure',
  NO_SUCH_TABLE: 'failure',
  NEWER_SCHEMA: 'failure',
  DATABASE_FAILED: 'failure',
  STORAGE_FAILED: 'failure',
  // Of Spark.
  NO_SPARK: 'failure',
  SPARK_FAILED: 'failure',
  INTERRUPTED: 'failure',
  UNEXPECTED: 'failure',
} as const satisfies Record<string, 'usage' | 'failure'>;

export type ErrorCode = keyof typeof codes;

/** An error that says what, where, and what to do next (`hint`). Tests and programs go by its code. */
export class MovierecError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hint = '',
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'MovierecError';
  }

  /** One line for people: `CODE: what happened. What to do next` */
  override toString(): string {
    return [`${this.code}: ${this.message}`, this.hint].filter(Boolean).join(' ');
  }
}

const systemCodes: Readonly<Record<string, { code: ErrorCode; message: string; hint: string }>> = {
  ENOENT: {
    code: 'MISSING_FILE',
    message: 'there is no such file or folder.',
    hint: 'Check the path; what is gone from the workspace is made again with --force.',
  },
  ENOSPC: {
    code: 'DISK_FULL',
    message: 'the disk is full.',
    hint: 'Free some space, or give another folder with --workspace; what was written before is untouched.',
  },
  EDQUOT: { code: 'DISK_FULL', message: 'the disk quota is used up.', hint: 'Free some space and run this again.' },
  EROFS: {
    code: 'NOT_WRITABLE',
    message: 'the folder is read-only.',
    hint: 'Give a folder you may write to with --workspace.',
  },
  EACCES: {
    code: 'NOT_WRITABLE',
    message: 'permission denied.',
    hint: 'Give a folder you may write to with --workspace.',
  },
  EPERM: {
    code: 'NOT_WRITABLE',
    message: 'permission denied.',
    hint: 'Give a folder you may write to with --workspace.',
  },
  ENOTDIR: {
    code: 'NOT_WRITABLE',
    message: 'a file stands where a folder is needed.',
    hint: 'Give a folder with --workspace, or move the file away.',
  },
  EEXIST: {
    code: 'NOT_WRITABLE',
    message: 'a file stands where a folder is needed.',
    hint: 'Give a folder with --workspace, or move the file away.',
  },
  EISDIR: { code: 'BAD_FILE', message: 'a folder stands where a file is needed.', hint: 'Give the path of a file.' },
};

/** Signs by which the database engine reports, in words, what the system reports by a code. */
const engineSigns: readonly (readonly [RegExp, string])[] = [
  [/no space left on device/i, 'ENOSPC'],
  [/read-only file system/i, 'EROFS'],
  [/permission denied/i, 'EACCES'],
];

/** Anything thrown, as a MovierecError: the system's and the engine's own failures get a code and a next step. */
export function asMovierecError(error: unknown): MovierecError {
  if (error instanceof MovierecError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const systemCode = (cause as NodeJS.ErrnoException).code ?? '';
  const sign = engineSigns.find(([pattern]) => pattern.test(cause.message))?.[1];
  const known = systemCodes[systemCode] ?? (sign ? systemCodes[sign] : undefined);
  if (known) {
    const { path } = cause as NodeJS.ErrnoException;
    return new MovierecError(known.code, path ? `${path}: ${known.message}` : known.message, known.hint, { cause });
  }
  if (/out of memory|Array buffer allocation failed|Invalid typed array length/i.test(cause.message)) {
    return new MovierecError('OUT_OF_MEMORY', cause.message, 'Use a smaller data set or a machine with more memory.', {
      cause,
    });
  }
  // The engine adds the statement in further lines.
  const [message] = cause.message.split('\n');
  return new MovierecError('UNEXPECTED', message, 'Run it again with --debug for details.', { cause });
}
