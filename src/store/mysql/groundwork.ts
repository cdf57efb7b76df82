import { sql } from 'kysely';
import type { Step } from '../sql/migrations/step.ts';

/**
 * What stores in MySQL have beside the tables of all: the whole of texts that are too long for a key, and the row that
 * whoever stores events holds until they are stored, so that their numbers become visible in their order.
 */
export const groundwork: Step = async (database, { text, byKey }) => {
  await database.schema
    .createTable('long_texts')
    .addColumn('short', text, (column) => column.primaryKey().notNull())
    .addColumn('whole', sql`longtext character set utf8mb4`, (column) => column.notNull())
    .modifyEnd(byKey)
    .execute();
  await database.schema
    .createTable('event_order')
    .addColumn('turn', 'integer', (column) => column.primaryKey().notNull())
    .modifyEnd(byKey)
    .execute();
  await sql`insert ignore into event_order (turn) values (1)`.execute(database);
};
