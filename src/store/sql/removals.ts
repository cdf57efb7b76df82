import { findPerson } from './people.ts';
import type { Sql } from './tables.ts';

/** What people have stored goes with them: the tables say so. */

export async function removePerson({ database }: Sql, person: string): Promise<void> {
  await database.deleteFrom('people').where('person', '=', person).execute();
}

export async function removeGuests({ database }: Sql, idleSince: number): Promise<number> {
  await database.deleteFrom('failures').where('at', '<', idleSince).execute();
  const { numDeletedRows } = await database
    .deleteFrom('people')
    .where('name', 'is', null)
    .where('since', '<', idleSince)
    .where(({ and, not, exists, selectFrom }) =>
      and(
        (['ratings', 'watches', 'events'] as const).map((table) =>
          not(
            exists(
              selectFrom(table)
                .select(`${table}.person`)
                .whereRef(`${table}.person`, '=', 'people.person')
                .where(`${table}.at`, '>=', idleSince),
            ),
          ),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function mergeGuest(sql: Sql, guest: string, into: string): Promise<void> {
  if (guest === into) return;
  // Always in the same order, so that two that want the same people do not wait for each other.
  const [first, second] = guest < into ? [guest, into] : [into, guest];
  const found = [await findPerson(sql, first), await findPerson(sql, second)];
  if (!found.every(Boolean) || found.find((person) => person?.person === guest)?.name !== null) return;
  await giveRatings(sql, guest, into);
  await giveWatches(sql, guest, into);
  await sql.database.updateTable('events').set({ person: into }).where('person', '=', guest).execute();
  await removePerson(sql, guest);
}

const giveRatings = ({ database }: Sql, guest: string, into: string): Promise<unknown> =>
  database
    .insertInto('ratings')
    .columns(['person', 'film', 'rating', 'at'])
    .expression(({ selectFrom, val }) =>
      selectFrom('ratings as given')
        .select([val(into).as('person'), 'given.film', 'given.rating', 'given.at'])
        .where('given.person', '=', guest)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('ratings as own')
                .select('own.film')
                .where('own.person', '=', into)
                .whereRef('own.film', '=', 'given.film'),
            ),
          ),
        ),
    )
    .execute();

const giveWatches = ({ database }: Sql, guest: string, into: string): Promise<unknown> =>
  database
    .insertInto('watches')
    .columns(['person', 'film', 'at'])
    .expression(({ selectFrom, val }) =>
      selectFrom('watches as given')
        .select([val(into).as('person'), 'given.film', 'given.at'])
        .where('given.person', '=', guest)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('watches as own')
                .select('own.film')
                .where('own.person', '=', into)
                .whereRef('own.film', '=', 'given.film'),
            ),
          ),
        ),
    )
    .execute();
