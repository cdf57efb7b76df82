import type { Database } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import type { Feedback, Scale } from '../ratings.ts';
import { detectScale, type RatingCount } from './detect-scale.ts';
import { latestTime } from './known-time.ts';
import { faultsSql, latestFirst, soundSql, type Faults } from './ratings-sql.ts';

export interface CleaningOptions {
  /** The scale the ratings are on; detected where it is not given. */
  readonly scale?: Scale | undefined;
  /** Maps the ratings linearly to another scale. */
  readonly rescale?: Scale | undefined;
  /** Leave out people, and films, with fewer ratings, again and again until all have as many (a k-core). */
  readonly minUserRatings: number;
  readonly minMovieRatings: number;
}

/** One thing that cleaning does, and how many rows it concerned. */
export interface CleaningStep {
  readonly what: string;
  readonly ratings: number;
}

export interface CleanRatings {
  readonly steps: readonly CleaningStep[];
  readonly scale: Scale;
  readonly hasTimes: boolean;
}

/**
 * From table `raw` (user, movie, rating, timestamp, position in the file) and table `film_ids` (movie, index) makes table `ratings` (user,
 * item, rating, time), `user` and `item` being numbers, without what cannot be: the rows of one user and one film made
 * one, the latest. Everything in the database, so memory is bounded by it.
 * `earlier` are the steps that made `raw`.
 * @throws NO_RATINGS when nothing is left, saying what took the rows
 */
export async function cleanRatings(
  database: Database,
  feedback: Feedback,
  options: CleaningOptions,
  context: Context,
  earlier: readonly CleaningStep[] = [],
): Promise<CleanRatings> {
  const scale = options.scale ?? (await scaleOf(database, feedback));
  const latest = latestTime(context);

  await numberPeople(database);
  const found = await database.row<Faults>(faultsSql(scale, latest));
  await database.run(`CREATE TEMP TABLE mapped AS SELECT * REPLACE (time::UINTEGER AS time)
    FROM (${soundSql(scale, options.rescale, latest)})`);
  const twins = await dropTwins(database);
  const sparse = await keepCore(database, options);
  const steps = [...earlier, ...stepsOf({ ...found, twins, sparse }, scale, options)];

  // People are numbered anew, without gaps, and the ratings put in order.
  await database.run(`CREATE TEMP TABLE users AS SELECT user, (row_number() OVER (ORDER BY index) - 1)::INTEGER AS index,
    index AS old FROM user_ids WHERE index IN (SELECT user FROM mapped)`);
  await database.run(`CREATE TEMP TABLE ratings AS SELECT u.index AS user, item, rating, time
    FROM mapped m JOIN users u ON m.user = u.old ORDER BY 1, 2`);
  await database.run('DROP TABLE mapped');
  const { rows } = await database.row<{ rows: number }>('SELECT count(*) AS rows FROM ratings');
  if (rows === 0) throw noneLeft(steps);
  return { steps, scale: options.rescale ?? scale, hasTimes: found.timed > 0 };
}

/** Makes table `user_ids` (user, index) of the people in a table. */
export const numberPeople = (database: Database, people = '(SELECT DISTINCT user FROM raw)'): Promise<void> =>
  database.run(`CREATE TEMP TABLE user_ids AS SELECT user, (row_number() OVER
    (ORDER BY try_cast(user AS BIGINT) NULLS LAST, user) - 1)::INTEGER AS index FROM ${people}`);

/** What was done, in words, each with how many rows it concerned; without what concerned none. */
export function stepsOf(
  took: Faults & { readonly twins: number; readonly sparse: number },
  { min, max }: Scale,
  { minUserRatings, minMovieRatings }: CleaningOptions,
): CleaningStep[] {
  return [
    { what: 'rating is not a number: taken out', ratings: took.infinite },
    { what: `rating is not between ${min} and ${max}: taken out`, ratings: took.outside },
    { what: 'time was in milliseconds: converted', ratings: took.inMilliseconds },
    { what: 'time is in the future: forgotten', ratings: took.future },
    { what: 'film rated twice by one person: the latest kept', ratings: took.twins },
    {
      what: `person with fewer than ${minUserRatings} or film with fewer than ${minMovieRatings} ratings: taken out`,
      ratings: took.sparse,
    },
  ].filter(({ ratings }) => ratings > 0);
}

export function noneLeft(steps: readonly CleaningStep[]): MovierecError {
  const why = steps.map(({ what, ratings }) => `${what} (${ratings})`).join('; ');
  return new MovierecError(
    'NO_RATINGS',
    `cleaning left no ratings${why && `: ${why}`}.`,
    'Ease the filters or --scale.',
  );
}

async function scaleOf(database: Database, feedback: Feedback): Promise<Scale> {
  if (feedback === 'explicit') {
    const counts = 'SELECT rating, count(*) AS count FROM raw GROUP BY rating ORDER BY rating';
    return detectScale(await database.rows<RatingCount>(counts));
  }
  const { max } = await database.row<{ max: number | null }>(
    'SELECT max(rating) AS max FROM raw WHERE isfinite(rating)',
  );
  return { min: 0, max: max ?? 1 };
}

/** Of several ratings of one film by one person the latest stays, and of several at one time the last in the file. */
async function dropTwins(database: Database): Promise<number> {
  await database.run(`CREATE TEMP TABLE twins AS SELECT user, item, count(*) AS times FROM mapped GROUP BY user, item
    HAVING count(*) > 1`);
  const { surplus } = await database.row<{ surplus: number }>(
    'SELECT coalesce(sum(times - 1), 0)::BIGINT AS surplus FROM twins',
  );
  if (surplus === 0) return 0;
  await database.run(`CREATE OR REPLACE TEMP TABLE mapped AS
    SELECT * FROM mapped ANTI JOIN twins USING (user, item)
    UNION ALL
    SELECT * FROM (SELECT * FROM mapped SEMI JOIN twins USING (user, item)
      QUALIFY row_number() OVER (PARTITION BY user, item ORDER BY ${latestFirst}) = 1)`);
  return surplus;
}

async function keepCore(database: Database, { minUserRatings, minMovieRatings }: CleaningOptions): Promise<number> {
  if (minUserRatings <= 1 && minMovieRatings <= 1) return 0;
  const size = async (): Promise<number> =>
    (await database.row<{ rows: number }>('SELECT count(*) AS rows FROM mapped')).rows;
  const before = await size();
  for (let left = before; ;) {
    const few = (column: string, least: number): string =>
      `DELETE FROM mapped WHERE ${column} IN (SELECT ${column} FROM mapped GROUP BY ${column} HAVING count(*) < ${least})`;
    await database.run(few('user', minUserRatings));
    await database.run(few('item', minMovieRatings));
    const now = await size();
    if (now === left) return before - now;
    left = now;
  }
}
