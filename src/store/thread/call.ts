import type { ErrorCode } from '../../errors.ts';
import type { Method } from '../methods.ts';

/** A call of a store's method on its way to another thread. */
export interface Call {
  readonly method: Method;
  readonly given: readonly unknown[];
}

/** What came of it. */
export type Outcome = { readonly result: unknown } | { readonly failure: Failure };

/** A MovierecError as plain data. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** To the thread. After `undefined` nothing more comes. */
export type Question = { readonly id: number; readonly call: Call } | undefined;
/** From it: first whether it could open the store, as number 0, then what came of the calls. */
export type Answers = readonly { readonly id: number; readonly outcome: Outcome }[];

/** What a thread is given. */
export interface ThreadData {
  readonly port: import('node:worker_threads').MessagePort;
  /** Where the store is, as its kind understands it. */
  readonly where: string;
}
