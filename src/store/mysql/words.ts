import { sql } from 'kysely';
import type { Words } from '../sql/migrations/step.ts';
import { longest } from './short-text.ts';

const byInnodb = sql`engine = InnoDB row_format = dynamic`;

/** MySQL's words. Texts are compared letter by letter, blanks at their end too, by a collation that does so. */
export const words = (collation: string): Words => ({
  text: sql`varchar(${sql.lit(longest)}) character set utf8mb4 collate ${sql.raw(collation)}`,
  integer: 'bigint',
  real: 'double precision',
  // InnoDB keeps every table in the order of its key.
  byKey: byInnodb,
  byNumber: byInnodb,
});
