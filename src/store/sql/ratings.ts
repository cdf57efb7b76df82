import type { FilmRating, PersonRating, RatingKey, WatchedFilm } from '../store.ts';
import { lockPerson, requirePerson } from './require-person.ts';
import type { Sql } from './tables.ts';

export async function rate(sql: Sql, person: string, { film, rating, at }: FilmRating): Promise<number | undefined> {
  await requirePerson(sql, person);
  const before = await ratingOf(sql, person, film);
  if (before === undefined) {
    await sql.database.insertInto('ratings').values({ person, film, rating, at }).execute();
  } else {
    const own = sql.database.updateTable('ratings').where('person', '=', person).where('film', '=', film);
    await own.set({ rating, at }).execute();
  }
  return before;
}

export async function unrate(sql: Sql, person: string, film: string): Promise<number | undefined> {
  await lockPerson(sql, person);
  const before = await ratingOf(sql, person, film);
  if (before === undefined) return undefined;
  await sql.database.deleteFrom('ratings').where('person', '=', person).where('film', '=', film).execute();
  return before;
}

async function ratingOf({ database }: Sql, person: string, film: string): Promise<number | undefined> {
  const found = await database
    .selectFrom('ratings')
    .select('rating')
    .where('person', '=', person)
    .where('film', '=', film)
    .executeTakeFirst();
  return found?.rating;
}

export const ratingsOf = ({ database }: Sql, person: string): Promise<readonly FilmRating[]> =>
  database
    .selectFrom('ratings')
    .select(['film', 'rating', 'at'])
    .where('person', '=', person)
    .orderBy('at', 'desc')
    .orderBy('film')
    .execute();

export const ratingsAfter = (
  { database }: Sql,
  after: RatingKey | undefined,
  most: number,
): Promise<readonly PersonRating[]> =>
  database
    .selectFrom('ratings')
    .select(['person', 'film', 'rating', 'at'])
    .$if(after !== undefined, (query) =>
      query
        // Says no more than the pair does, but MySQL finds its way by it alone.
        .where('person', '>=', after!.person)
        .where(({ eb, refTuple, tuple }) => eb(refTuple('person', 'film'), '>', tuple(after!.person, after!.film))),
    )
    .orderBy('person')
    .orderBy('film')
    .limit(most)
    .execute();

export async function watch(sql: Sql, person: string, film: string, at: number): Promise<void> {
  await requirePerson(sql, person);
  const noted = await sql.database
    .selectFrom('watches')
    .select('at')
    .where('person', '=', person)
    .where('film', '=', film)
    .executeTakeFirst();
  if (!noted) await sql.database.insertInto('watches').values({ person, film, at }).execute();
}

export async function unwatch(sql: Sql, person: string, film: string): Promise<void> {
  await lockPerson(sql, person);
  await sql.database.deleteFrom('watches').where('person', '=', person).where('film', '=', film).execute();
}

export const watchListOf = ({ database }: Sql, person: string): Promise<readonly WatchedFilm[]> =>
  database
    .selectFrom('watches')
    .select(['film', 'at'])
    .where('person', '=', person)
    .orderBy('at', 'desc')
    .orderBy('film')
    .execute();
