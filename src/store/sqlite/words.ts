import { sql } from 'kysely';
import type { Words } from '../sql/migrations/step.ts';

/** SQLite's words. Texts are compared byte by byte unless told otherwise. */
export const words: Words = {
  text: 'text',
  integer: 'integer',
  real: 'real',
  byKey: sql`strict, without rowid`,
  byNumber: sql`strict`,
};
