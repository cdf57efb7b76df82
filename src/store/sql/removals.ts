import type { ExpressionBuilder } from 'kysely';
import { findPerson } from './people.ts';
import type { Sql, Tables } from './tables.ts';

/** People of one statement; engines bound the values that they take at once. */
const rows = 500;

/** What people have stored goes with them: the tables say so. */

export async function removePerson({ database }: Sql, person: string): Promise<void> {
  await database.deleteFrom('people').where('person', '=', person).execute();
}

export async function removeGuests({ database, locks }: Sql, idleSince: number): Promise<number> {
  await database.deleteFrom('failures').where('at', '<', idleSince).execute();
  const found = await database
    .selectFrom('people')
    .select('person')
    .where(isIdle(idleSince))
    .$if(locks, (query) => query.forUpdate())
    .execute();
  let removed = 0n;
  for (let from = 0; from < found.length; from += rows) {
    const people = found.slice(from, from + rows).map(({ person }) => person);
    // Once more, now that they are locked: whoever came back while this waited for them stays.
    const idle = database.deleteFrom('people').where('person', 'in', people).where(isIdle(idleSince));
    removed += (await idle.executeTakeFirst()).numDeletedRows;
  }
  return Number(removed);
}

/** Guests who since then neither came nor did anything. */
const isIdle =
  (since: number) =>
  ({ and, not, exists, selectFrom, eb }: ExpressionBuilder<Tables, 'people'>) =>
    and([
      eb('people.name', 'is', null),
      eb('people.since', '<', since),
      ...(['ratings', 'watches', 'events'] as const).map((table) =>
        not(
          exists(
            selectFrom(table)
              .select(`${table}.person`)
              .whereRef(`${table}.person`, '=', 'people.person')
              .where(`${table}.at`, '>=', since),
          ),
        ),
      ),
    ]);

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
