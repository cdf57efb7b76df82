import type { Survey } from '../../../charts/eda/survey.ts';
import type { Context } from '../../../context.ts';
import { isKnownTime, latestTime, seconds } from '../../../dataset/cleaning/known-time.ts';
import type { Span } from './calendar.ts';

/** The ratings of a set made from events are its events once more. */
export const hasOwnRatings = ({ feedback }: Survey): boolean => feedback === 'explicit';

/** What people do with a film, as against what is done to them. */
export const isActivity = "event <> 'shown'";

/**
 * Makes two tables, and gives the first and the last day of all that happened, null where no time is known:
 *
 * - `acts`: person, item (NULL where the film is not in the catalog), event, time (seconds, NULL where unknown), of each
 *   event; people without a rating have negative numbers
 * - `active_days`: person, day (since 1970, UTC), ratings, plays, and the sessions that began on it
 */
export async function countActiveDays(survey: Survey, context: Context): Promise<Span | null> {
  const { database } = survey;
  await database.run(`CREATE OR REPLACE TEMP TABLE acts AS
    WITH strangers AS (SELECT "user", -(row_number() OVER (ORDER BY "user"))::INTEGER AS person
      FROM (SELECT DISTINCT "user" FROM events) ANTI JOIN users USING ("user"))
    SELECT coalesce(index, person) AS person, item, event,
      CASE WHEN ${isKnownTime(latestTime(context))} THEN ${seconds} END AS time
    FROM events LEFT JOIN users USING ("user") LEFT JOIN strangers USING ("user") LEFT JOIN films USING (movie)`);

  const rated = 'SELECT "user" AS person, half_hour, ratings, 0 AS plays, first, last FROM half_hours';
  const acted = `SELECT person, (time // 1800)::INTEGER AS half_hour, 0 AS ratings,
      count(*) FILTER (event = 'play') AS plays, min(time) AS first, max(time) AS last
    FROM acts WHERE time IS NOT NULL AND ${isActivity} GROUP BY ALL`;
  // A pause of more than half an hour lies between two half hours, never within one, and neither does midnight.
  await database.run(`CREATE OR REPLACE TEMP TABLE active_days AS
    SELECT person, (half_hour // 48)::INTEGER AS day, sum(ratings)::INTEGER AS ratings, sum(plays)::INTEGER AS plays,
      count(*) FILTER (coalesce(first - before > 1800, true))::INTEGER AS sessions
    FROM (SELECT *, lag(last) OVER (PARTITION BY person ORDER BY half_hour) AS before FROM (
      SELECT person, half_hour, sum(ratings) AS ratings, sum(plays) AS plays, min(first) AS first, max(last) AS last
      FROM (${hasOwnRatings(survey) ? `${rated} UNION ALL ` : ''}${acted}) GROUP BY ALL))
    GROUP BY ALL`);
  const { first, last } = await database.row<{ first: number | null; last: number | null }>(`
    SELECT min(day)::INTEGER AS first, max(day)::INTEGER AS last
    FROM (SELECT day FROM active_days UNION ALL SELECT time // 86400 FROM acts)`);
  return first === null || last === null ? null : { first, last };
}
