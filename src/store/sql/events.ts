import { sql as expression } from 'kysely';
import type { Engagement, EventKind, FilmEvent, NumberedEvent, StoreCounts } from '../store.ts';
import { requirePerson } from './require-person.ts';
import type { Sql, Tables } from './tables.ts';

/** Rows of one statement; engines bound the values that they take at once. */
const rows = 100;
const day = 24 * 60 * 60 * 1000;

export async function addEvents(sql: Sql, person: string, events: readonly FilmEvent[]): Promise<void> {
  await requirePerson(sql, person);
  for (let from = 0; from < events.length; from += rows) {
    const part = events
      .slice(from, from + rows)
      .map(({ kind, film, at, model, place }) => ({ person, kind, film, at, model, place }));
    await sql.database.insertInto('events').values(part).execute();
  }
}

export async function eventsOf(
  { database }: Sql,
  person: string,
  most: number,
  kinds?: readonly EventKind[],
): Promise<readonly FilmEvent[]> {
  if (kinds?.length === 0) return [];
  return database
    .selectFrom('events')
    .select(['kind', 'film', 'at', 'model', 'place'])
    .where('person', '=', person)
    .$if(kinds !== undefined, (query) => query.where('kind', 'in', kinds!))
    .orderBy('number', 'desc')
    .limit(most)
    .execute();
}

export const eventsAfter = ({ database }: Sql, after: number, most: number): Promise<readonly NumberedEvent[]> =>
  database
    .selectFrom('events')
    .select(['number', 'person', 'kind', 'film', 'at', 'model', 'place'])
    .where('number', '>', after)
    .orderBy('number')
    .limit(most)
    .execute();

export async function engagement({ database }: Sql, since: number): Promise<readonly Engagement[]> {
  // By the remainder, since engines divide whole numbers each in a way of their own.
  const midnight = expression<number>`at - at % ${expression.lit(day)}`;
  const counted = await database
    .selectFrom('events')
    .select(({ fn }) => [
      midnight.as('midnight'),
      'kind',
      'model',
      fn.countAll<number>().as('events'),
      fn.count<number>('person').distinct().as('people'),
    ])
    .where('at', '>=', since)
    .groupBy(({ ref }) => [midnight, ref('kind'), ref('model')])
    .orderBy(midnight)
    .orderBy('kind')
    .orderBy('model')
    .execute();
  return counted.map(({ midnight, kind, model, events, people }) => {
    const day = new Date(Number(midnight)).toISOString().slice(0, 10);
    return { day, kind, model, events: Number(events), people: Number(people) };
  });
}

export async function count({ database }: Sql): Promise<StoreCounts> {
  const rowsOf = async (table: keyof Tables): Promise<number> => {
    const { rows } = await database
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow();
    return Number(rows);
  };
  const { accounts } = await database
    .selectFrom('people')
    .select(({ fn }) => fn.count<number>('name').as('accounts'))
    .executeTakeFirstOrThrow();
  const people = await rowsOf('people');
  return {
    accounts: Number(accounts),
    guests: people - Number(accounts),
    ratings: await rowsOf('ratings'),
    events: await rowsOf('events'),
  };
}
