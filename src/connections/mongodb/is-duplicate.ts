import { MongoServerError } from 'mongodb';

/** Whether a document was refused since another has its id, or what only one may have. */
export const isDuplicate = (error: unknown): boolean => error instanceof MongoServerError && error.code === 11000;
