import type { ErrorCode } from '../errors.ts';

const statuses: Partial<Record<ErrorCode, number>> = {
  USAGE: 400,
  BAD_REQUEST: 400,
  OPTION_RANGE: 400,
  BAD_RATING: 400,
  WRONG_MODEL: 400,
  WRONG_FEEDBACK: 400,
  MISSING_FEATURES: 400,
  UNKNOWN_OPTION: 400,
  NOT_SIGNED_IN: 401,
  WRONG_PASSWORD: 401,
  UNKNOWN_PERSON: 401,
  FORBIDDEN: 403,
  CROSS_SITE: 403,
  NOT_FOUND: 404,
  UNKNOWN_MODEL: 404,
  UNKNOWN_MOVIE: 404,
  UNKNOWN_USER: 404,
  UNKNOWN_CHART: 404,
  MISSING_ARTIFACT: 404,
  NAME_TAKEN: 409,
  BUSY: 409,
  TOO_SLOW: 408,
  TOO_LARGE: 413,
  NOT_JSON: 415,
  TOO_MANY_REQUESTS: 429,
  NOT_READY: 503,
  STORE_FAILED: 503,
  STALE_MODEL: 503,
  DISK_FULL: 503,
};

/** The HTTP status of an error; what nobody asked for is the service's own fault. */
export const statusOf = (code: ErrorCode): number => statuses[code] ?? 500;
