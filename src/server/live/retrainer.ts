import type { Retraining } from '../contract.ts';

/** Trains on what people have rated since, in a process of its own, by command or by the clock. */
export interface Retrainer {
  /** Whether it is done here at all: see `withoutRetraining`. */
  readonly allowed: boolean;
  readonly busy: boolean;
  readonly everyMinutes: number | null;
  /** When the next one is due, milliseconds since 1970. */
  readonly next: number | null;
  /** Begins one; the answer comes when it has begun. @throws BUSY, UNKNOWN_MODEL, FORBIDDEN */
  start(model?: string): Promise<void>;
  /** Puts an earlier version in use. @throws UNKNOWN_MODEL, MISSING_ARTIFACT, FORBIDDEN */
  rollBack(version: number, model?: string): Promise<void>;
  /** The versions of a model that can be put in use. */
  versions(model: string): Promise<readonly number[]>;
  /** What came of the last ones, the latest first; that nothing was new is told of the very last alone. */
  past(most: number): Promise<readonly Retraining[]>;
  close(): Promise<void>;
}
