/** Whether MongoDB refused a document since another has its id, or what only one may have. */
export const isDuplicateDocument = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 11000;
