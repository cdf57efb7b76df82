import { MovierecError } from '../../errors.ts';
import { foldName } from '../fold-name.ts';
import type { Account, Person } from '../store.ts';
import type { Sql } from './tables.ts';

export async function addGuest(sql: Sql, person: string, at: number): Promise<void> {
  if (await findPerson(sql, person)) return;
  await sql.database.insertInto('people').values({ person, since: at }).execute();
}

export async function addAccount(sql: Sql, { person, name, password }: Account, at: number): Promise<void> {
  const known = await findPerson(sql, person);
  if (known && known.name !== null) throw taken(`whoever is to be "${name}" has an account already.`);
  if (await findAccount(sql, name)) throw taken(`the name "${name}" is taken.`);
  const account = { name, folded: foldName(name), password };
  if (known) await sql.database.updateTable('people').set(account).where('person', '=', person).execute();
  else
    await sql.database
      .insertInto('people')
      .values({ person, since: at, ...account })
      .execute();
}

const taken = (message: string): MovierecError =>
  new MovierecError('NAME_TAKEN', message, 'Choose another name, or sign in.');

export async function findAccount({ database }: Sql, name: string): Promise<Account | undefined> {
  const found = await database
    .selectFrom('people')
    .select(['person', 'name', 'password'])
    .where('folded', '=', foldName(name))
    .executeTakeFirst();
  return found && { person: found.person, name: found.name!, password: found.password! };
}

export const findPerson = ({ database, locks }: Sql, person: string): Promise<Person | undefined> =>
  database
    .selectFrom('people')
    .select(['person', 'name', 'since'])
    .where('person', '=', person)
    .$if(locks, (query) => query.forUpdate())
    .executeTakeFirst();

export async function changePassword({ database }: Sql, person: string, password: string): Promise<void> {
  const { numUpdatedRows } = await database
    .updateTable('people')
    .set({ password })
    .where('person', '=', person)
    .where('name', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new MovierecError('UNKNOWN_PERSON', 'there is no such account.', 'Sign in again.');
}
