import { MongoError, MongoNetworkError, type InsertOneOptions } from 'mongodb';

/** What a server can do for what is to outlive it. */
export interface Durably {
  /** Of an insertion that is answered for. */
  readonly options: InsertOneOptions;
  /**
   * Whether a document is looked at and changed in one go. FerretDB 1 looks first and changes then, and it finds by
   * nothing faster than by the id alone.
   */
  readonly conditions: boolean;
}

const tries = 3;

/**
 * Does something again where the connection broke or the server was not the first of its set any more; the driver waits
 * for one that is. So it must be something that may be done twice.
 */
export async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === tries || !passes(error)) throw error;
    }
  }
}

const passes = (error: unknown): boolean =>
  error instanceof MongoNetworkError ||
  (error as NodeJS.ErrnoException).code === 'EPIPE' ||
  (error instanceof MongoError &&
    (error.hasErrorLabel('RetryableWriteError') ||
      error.hasErrorLabel('RetryableError') ||
      error.name === 'MongoPoolClearedError'));
