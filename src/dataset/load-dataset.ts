import { join } from 'node:path';
import { Database, quoted } from '../artifacts/database.ts';
import type { Context } from '../context.ts';
import type { Catalog } from './catalog.ts';
import { Ids } from './ids.ts';
import { Ratings, type RatingsMeta } from './ratings.ts';
import { compress, type Rows } from './rows.ts';
import { roleNames, type RoleName } from './splits/role.ts';

/** A cleaned data set in memory: all ratings, the part that each was given by `clean`, and the films. */
export interface Dataset {
  readonly ratings: Ratings;
  /** A role for each rating, see splits/role.ts. */
  readonly roles: Uint8Array;
  readonly catalog: Catalog;
  readonly people: readonly Attributes[];
}

/** What a data set says of a person; null where it says nothing. */
export interface Attributes {
  readonly gender: string | null;
  readonly age: number | null;
}

/** What a cleaned data set's manifest says of it. */
export interface DatasetInfo extends RatingsMeta {
  readonly hasTimes: boolean;
}

/**
 * Reads a folder of data/processed: 17 bytes a rating, and the names of people and films; with `only` the ratings of
 * that part alone.
 */
export async function loadDataset(
  folder: string,
  info: DatasetInfo,
  context: Context,
  { only }: { only?: RoleName | undefined } = {},
): Promise<Dataset> {
  return Database.use(folder, context, async (database) => {
    const table = (name: string): string => `read_parquet(${quoted(join(folder, `${name}.parquet`))})`;
    const ratings = only ? `${table('ratings')} WHERE part = ${quoted(only)}` : table('ratings');
    const { rows } = await database.row<{ rows: number }>(`SELECT count(*) AS rows FROM ${ratings}`);
    const part = `list_position([${roleNames.map(quoted).join(', ')}], part) - 1`;
    const [user, item, value, time, roles] = await database.columns(
      `SELECT user, item, rating, coalesce(time, 0)::UINTEGER, (${part})::UTINYINT FROM ${ratings}`,
      rows,
      [Int32Array, Int32Array, Float32Array, Uint32Array, Uint8Array],
    );
    const users = await database.rows<{ user: string } & Partial<Attributes>>(`SELECT * FROM ${table('users')}`);
    const catalog = await readCatalog(database, table('movies'));
    const { hasTimes, feedback } = info;
    // Ratings are 32-bit numbers, and what they are compared with has to be as well: 5.6 is not 5.6 otherwise.
    const scale = { min: Math.fround(info.scale.min), max: Math.fround(info.scale.max) };
    const relevant = Math.fround(info.relevant);
    return {
      ratings: new Ratings(
        new Ids(users.map((row) => row.user)),
        catalog.ids,
        { user, item, value, time: hasTimes ? time : undefined },
        { scale, feedback, relevant },
      ),
      roles,
      catalog,
      people: users.map(({ gender = null, age = null }) => ({ gender, age })),
    };
  });
}

/** Only the films of a folder of data/processed. */
export const loadCatalog = (folder: string, context: Context): Promise<Catalog> =>
  Database.use(folder, context, (database) =>
    readCatalog(database, `read_parquet(${quoted(join(folder, 'movies.parquet'))})`),
  );

/** The items that a person has rated, whatever part the ratings are in. */
export const loadRatedItems = (folder: string, user: number, context: Context): Promise<number[]> =>
  Database.use(folder, context, async (database) => {
    const rows = await database.rows<{ item: number }>(
      `SELECT item FROM read_parquet(${quoted(join(folder, 'ratings.parquet'))}) WHERE user = ${user}`,
    );
    return rows.map(({ item }) => item);
  });

/** What each person has rated of what is held out from training: 12 bytes a rating. */
export const loadHeldOut = (folder: string, users: number, items: number, context: Context): Promise<Rows> =>
  Database.use(folder, context, async (database) => {
    const ratings = `read_parquet(${quoted(join(folder, 'ratings.parquet'))}) WHERE part <> 'train'`;
    const { rows } = await database.row<{ rows: number }>(`SELECT count(*) AS rows FROM ${ratings}`);
    const types = [Int32Array, Int32Array, Float32Array] as const;
    const [row, column, value] = await database.columns(`SELECT user, item, rating FROM ${ratings}`, rows, [...types]);
    return compress({ row, column, value }, users, items);
  });

/** By columns, with genres as one text: rows of objects would take four times as long. */
async function readCatalog(database: Database, table: string): Promise<Catalog> {
  const { movie, title, year, genres } = (await database.table(
    `SELECT movie, title, year, array_to_string(genres, chr(31)) AS genres FROM ${table}`,
  )) as { movie: string[]; title: string[]; year: (number | null)[]; genres: string[] };
  return {
    ids: new Ids(movie),
    titles: title,
    years: year,
    genres: genres.map((names) => (names === '' ? [] : names.split('\u001f'))),
  };
}
