import { sql as expression } from 'kysely';
import type { Engagement, EventKind, FilmEvent, NumberedEvent, StoreCounts } from '../store.ts';
import { requirePerson } from './require-person.ts';
import type { Sql } from './tables.ts';

/** Rows of one statement; engines bound the values that they take at once. */
const rows = 100;
const day = 24 * 60 * 60 * 1000;

export async function addEvents(sql: Sql, person: string, events: readonly FilmEvent[]): Promise<void> {
  await requirePerson(sql, person);
  if (sql.locks && events.length > 0) await takeTurn(sql);
  for (let from = 0; from < events.length; from += rows) {
    const part = events
      .slice(from, from + rows)
      .map(({ kind, film, at, model, place }) => ({ person, kind, film, at, model, place }));
    await sql.database.insertInto('events').values(part).execute();
  }
}

/**
 * Waits until nobody else stores events, and keeps others waiting until the transaction ends. Numbers are given when rows
 * are stored and seen when they are committed: without turns, whoever reads on from the last number that they saw would
 * miss a smaller one that is committed later.
 */
const takeTurn = ({ database }: Sql): Promise<unknown> =>
  database.selectFrom('event_order').select('turn').forUpdate().execute();

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
  const { people, accounts, ratings, events } = await database
    .selectNoFrom(({ selectFrom }) => [
      selectFrom('people')
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .as('people'),
      selectFrom('people')
        .select(({ fn }) => fn.count<number>('name').as('rows'))
        .as('accounts'),
      selectFrom('ratings')
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .as('ratings'),
      selectFrom('events')
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .as('events'),
    ])
    .executeTakeFirstOrThrow();
  return {
    accounts: Number(accounts),
    guests: Number(people) - Number(accounts),
    ratings: Number(ratings),
    events: Number(events),
  };
}
