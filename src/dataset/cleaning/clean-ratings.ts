import type { Database } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import type { Feedback, Scale } from '../ratings.ts';
import { detectScale, type RatingCount } from './detect-scale.ts';
import { isKnownTime, latestTime, milliseconds, seconds } from './known-time.ts';

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
  const steps = [...earlier];
  const took = (what: string, ratings: number): number => (ratings > 0 ? steps.push({ what, ratings }) : 0);
  const scale = options.scale ?? (await scaleOf(database, feedback));
  const latest = latestTime(context);

  await database.run(`CREATE TEMP TABLE user_ids AS SELECT user, (row_number() OVER
    (ORDER BY try_cast(user AS BIGINT) NULLS LAST, user) - 1)::INTEGER AS index FROM (SELECT DISTINCT user FROM raw)`);
  const found = await database.row<Record<'infinite' | 'outside' | 'inMilliseconds' | 'future' | 'timed', number>>(
    `SELECT count(*) FILTER (NOT isfinite(rating)) AS infinite,
       count(*) FILTER (isfinite(rating) AND NOT rating BETWEEN ${scale.min} AND ${scale.max}) AS outside,
       count(*) FILTER (timestamp >= ${milliseconds}) AS inMilliseconds,
       count(*) FILTER (${seconds} > ${latest}) AS future,
       count(*) FILTER (${isKnownTime(latest)}) AS timed
     FROM raw`,
  );
  took('rating is not a number: taken out', found.infinite);
  took(`rating is not between ${scale.min} and ${scale.max}: taken out`, found.outside);
  took('time was in milliseconds: converted', found.inMilliseconds);
  took('time is in the future: forgotten', found.future);

  await database.run(
    `CREATE TEMP TABLE mapped AS
     SELECT u.index AS user, f.index AS item, ${rescaled(scale, options.rescale)} AS rating,
       CASE WHEN ${isKnownTime(latest)} THEN ${seconds} ELSE 0 END::UINTEGER AS time,
       position
     FROM raw r JOIN user_ids u ON r.user = u.user JOIN film_ids f ON r.movie = f.movie
     WHERE isfinite(rating) AND rating BETWEEN ${scale.min} AND ${scale.max}`,
  );
  took('film rated twice by one person: the latest kept', await dropTwins(database));
  took(
    `person with fewer than ${options.minUserRatings} or film with fewer than ${options.minMovieRatings} ratings: taken out`,
    await keepCore(database, options),
  );

  // People are numbered anew, without gaps, and the ratings put in order.
  await database.run(`CREATE TEMP TABLE users AS SELECT user, (row_number() OVER (ORDER BY index) - 1)::INTEGER AS index,
    index AS old FROM user_ids WHERE index IN (SELECT user FROM mapped)`);
  await database.run(`CREATE TEMP TABLE ratings AS SELECT u.index AS user, item, rating, time
    FROM mapped m JOIN users u ON m.user = u.old ORDER BY 1, 2`);
  await database.run('DROP TABLE mapped');
  const { rows } = await database.row<{ rows: number }>('SELECT count(*) AS rows FROM ratings');
  if (rows === 0) {
    const why = steps.map(({ what, ratings }) => `${what} (${ratings})`).join('; ');
    throw new MovierecError(
      'NO_RATINGS',
      `cleaning left no ratings${why && `: ${why}`}.`,
      'Ease the filters or --scale.',
    );
  }
  return { steps, scale: options.rescale ?? scale, hasTimes: found.timed > 0 };
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

function rescaled(from: Scale, to?: Scale): string {
  if (!to) return 'rating';
  return `(${to.min} + (rating - ${from.min}) * ${(to.max - to.min) / (from.max - from.min)})::FLOAT`;
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
      QUALIFY row_number() OVER (PARTITION BY user, item ORDER BY time DESC, position DESC) = 1)`);
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
