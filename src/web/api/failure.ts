import type { Failure } from '../../server/contract.ts';

/** What went wrong with a request, in the server's words; `OFFLINE` where it could not be reached at all. */
export class ApiFailure extends Error {
  readonly code: string;
  readonly hint: string;
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;

  constructor(status: number, { code, message, hint }: Failure['error']) {
    super(message);
    this.name = 'ApiFailure';
    this.code = code;
    this.hint = hint;
    this.status = status;
  }
}

/** Any error as one that can be shown. */
export const asFailure = (error: unknown): ApiFailure =>
  error instanceof ApiFailure
    ? error
    : new ApiFailure(0, {
        code: 'UNEXPECTED',
        message: error instanceof Error ? error.message : String(error),
        hint: 'Try again; reload the page if it stays.',
      });

/** Whether it makes sense to ask again: the network or the server failed, not the question. */
export const passes = (error: unknown): boolean => {
  const { status, code } = asFailure(error);
  return code === 'OFFLINE' || status === 429 || status >= 500;
};

/** Whether the server could not be reached. */
export const isOffline = (error: unknown): boolean => asFailure(error).code === 'OFFLINE';
