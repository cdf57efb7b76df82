import type { Failures, Session } from '../store.ts';
import { requirePerson } from './require-person.ts';
import type { Sql } from './tables.ts';

export async function addSession(sql: Sql, session: Session): Promise<void> {
  await requirePerson(sql, session.person);
  await sql.database
    .deleteFrom('sessions')
    .where(({ or, eb }) => or([eb('expires', '<=', session.since), eb('digest', '=', session.digest)]))
    .execute();
  await sql.database.insertInto('sessions').values(session).execute();
}

export const findSession = ({ database }: Sql, digest: string, at: number): Promise<Session | undefined> =>
  database
    .selectFrom('sessions')
    .select(['digest', 'person', 'since', 'expires'])
    .where('digest', '=', digest)
    .where('expires', '>', at)
    .executeTakeFirst();

export async function renewSession({ database }: Sql, digest: string, expires: number): Promise<void> {
  await database.updateTable('sessions').set({ expires }).where('digest', '=', digest).execute();
}

export async function removeSession({ database }: Sql, digest: string): Promise<void> {
  await database.deleteFrom('sessions').where('digest', '=', digest).execute();
}

export async function removeSessions({ database }: Sql, person: string, keep?: string): Promise<void> {
  await database
    .deleteFrom('sessions')
    .where('person', '=', person)
    .$if(keep !== undefined, (query) => query.where('digest', '!=', keep!))
    .execute();
}

export async function addFailure(sql: Sql, key: string, at: number, forget: number): Promise<number> {
  const before = await findFailures(sql, key);
  const count = before && before.at >= forget ? before.count + 1 : 1;
  if (before) await sql.database.updateTable('failures').set({ count, at }).where('key', '=', key).execute();
  else await sql.database.insertInto('failures').values({ key, count, at }).execute();
  return count;
}

export const findFailures = ({ database, locks }: Sql, key: string): Promise<Failures | undefined> =>
  database
    .selectFrom('failures')
    .select(['count', 'at'])
    .where('key', '=', key)
    .$if(locks, (query) => query.forUpdate())
    .executeTakeFirst();

export async function clearFailures({ database }: Sql, key: string): Promise<void> {
  await database.deleteFrom('failures').where('key', '=', key).execute();
}
