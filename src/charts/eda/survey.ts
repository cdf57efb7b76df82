import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Database, quoted } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import type { Feedback, Scale } from '../../dataset/ratings.ts';
import { schema, tableNames, type TableName } from '../../dataset/schema.ts';
import { surveyTables } from './survey-tables.ts';

/** What holds for a data set as a whole. */
export interface SurveyFacts {
  readonly dataset: string;
  readonly feedback: Feedback;
  readonly simulated: boolean;
  readonly scale: Scale;
  /** A rating from here on is a good one. */
  readonly relevant: number;
}

/** How much there is of everything that charts ask for. */
export interface SurveyCounts {
  readonly ratings: number;
  /** Who rated anything. */
  readonly people: number;
  /** Films with a rating, and films of the catalog. */
  readonly films: number;
  readonly catalog: number;
  /** How many different values the ratings have. */
  readonly values: number;
  /** Ratings whose time is known, the days (UTC) they fall on, and how many different times of day they have. */
  readonly timed: number;
  readonly days: number;
  readonly clockTimes: number;
  /** Films of which the genres are known, and the year. */
  readonly withGenres: number;
  readonly withYear: number;
  readonly tags: number;
  readonly credits: number;
}

/**
 * A cleaned data set as charts look at it: a database with a view of each table under its own name (a missing one is
 * empty), `ratings` as (user, item, rating, time, part), `films` as (item, movie, title, year, genres), `users` with an
 * `index` more, and counts that many charts ask for, made once in a few passes over the ratings:
 *
 * - `user_counts`: user, ratings, mean, deviation, first and last (times)
 * - `film_values`: item, rating, ratings: how often a film was given each rating
 * - `film_counts`: item, ratings, mean, of films with a rating
 * - `film_years`: item, year (of the rating, UTC), ratings, mean
 * - `half_hours`: user, half_hour (of 1,800 seconds, since 1970), ratings, first and last (times in it): what a person did
 *   when, with far fewer rows than ratings, since people rate in sittings; a pause of half an hour lies between two rows,
 *   never within one, and neither does midnight UTC
 *
 * `user` and `item` are indexes into the tables `users` and `films`; times are seconds since 1970, NULL where unknown.
 */
export interface Survey extends SurveyFacts {
  readonly database: Database;
  readonly counts: SurveyCounts;
  /** Whether `ratings` has what was counted; where it lies on other machines it is empty. */
  readonly hasRows: boolean;
  readonly seed: number;
}

/**
 * Opens a folder of data/processed, hands it to `work` and closes it. Where the ratings lie elsewhere the folder has, in
 * their place, a folder of Parquet files for each of `surveyTables`. 25 M ratings: a few seconds, under 1 GB.
 */
export function useSurvey<T>(
  folder: string,
  temporary: string,
  facts: SurveyFacts,
  context: Context,
  work: (survey: Survey) => Promise<T>,
): Promise<T> {
  return Database.use(temporary, context, async (database) => {
    const hasRows = existsSync(join(folder, 'ratings.parquet'));
    for (const table of tableNames) await database.run(view(folder, table));
    await database.run(`CREATE VIEW films AS
      SELECT file_row_number::INTEGER AS item, movie, title, year, genres FROM ${parquet(folder, 'movies')}`);
    for (const [table, sql] of Object.entries(surveyTables)) {
      const rows = hasRows ? sql : `FROM read_parquet(${quoted(join(folder, table, '*.parquet'))})`;
      await database.run(`CREATE TABLE ${table} AS SELECT * FROM (${rows}) ORDER BY ALL`);
    }
    const counts = await database.row<SurveyCounts>(`SELECT
      (SELECT sum(ratings)::BIGINT FROM film_counts) AS ratings,
      (SELECT count(*) FROM user_counts) AS people,
      (SELECT count(*) FROM film_counts) AS films,
      (SELECT count(*) FROM films) AS catalog,
      (SELECT count(DISTINCT rating) FROM film_values) AS values,
      (SELECT coalesce(sum(ratings), 0)::BIGINT FROM film_years) AS timed,
      (SELECT count(DISTINCT half_hour // 48) FROM half_hours) AS days,
      (SELECT count(DISTINCT first % 86400) FROM half_hours) AS clockTimes,
      (SELECT count(*) FROM films WHERE len(genres) > 0) AS withGenres,
      (SELECT count(*) FROM films WHERE year IS NOT NULL) AS withYear,
      (SELECT count(*) FROM tags) AS tags,
      (SELECT count(*) FROM people) AS credits`);
    return work({ ...facts, database, counts, hasRows, seed: context.seed });
  });
}

const parquet = (folder: string, table: TableName): string =>
  `read_parquet(${quoted(join(folder, `${table}.parquet`))}, file_row_number = true)`;

function view(folder: string, table: TableName): string {
  if (existsSync(join(folder, `${table}.parquet`))) {
    const index = table === 'users' ? 'file_row_number::INTEGER AS index, ' : '';
    return `CREATE VIEW ${table} AS SELECT ${index}* EXCLUDE (file_row_number) FROM ${parquet(folder, table)}`;
  }
  const columns = Object.entries(schema[table]).map(([column, type]) => `NULL::${type} AS "${column}"`);
  return `CREATE VIEW ${table} AS SELECT ${columns.join(', ')} WHERE false`;
}
