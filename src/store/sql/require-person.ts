import { MovierecError } from '../../errors.ts';
import type { Sql } from './tables.ts';

/**
 * Sees to it that someone is there, and stays until the transaction ends.
 * @throws UNKNOWN_PERSON
 */
export async function requirePerson({ database, locks }: Sql, person: string): Promise<void> {
  const found = await database
    .selectFrom('people')
    .select('person')
    .where('person', '=', person)
    .$if(locks, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!found) throw new MovierecError('UNKNOWN_PERSON', 'there is nobody of that id.', 'Sign in again.');
}

/**
 * Sees to it that nobody else changes what someone has stored, or gives it to another, before the transaction ends;
 * nothing where the person is unknown or nobody else could.
 */
export async function lockPerson({ database, locks }: Sql, person: string): Promise<void> {
  if (!locks) return;
  await database.selectFrom('people').select('person').where('person', '=', person).forUpdate().execute();
}
