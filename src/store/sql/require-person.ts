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
