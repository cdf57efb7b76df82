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
 * - `active_days`: person, day (since 1970, UTC), ratings, plays, and the visits that began on it
 *
 * The one pass over all ratings that there is, of which 25 M take a second or two.
 */
export async function countActiveDays(survey: Survey, context: Context): Promise<Span | null> {
  const { database } = survey;
  await database.run(`CREATE OR REPLACE TEMP TABLE acts AS
    WITH strangers AS (SELECT "user", -(row_number() OVER (ORDER BY "user"))::INTEGER AS person
      FROM (SELECT DISTINCT "user" FROM events) ANTI JOIN users USING ("user"))
    SELECT coalesce(index, person) AS person, item, event,
      CASE WHEN ${isKnownTime(latestTime(context))} THEN ${seconds} END AS time
    FROM events LEFT JOIN users USING ("user") LEFT JOIN strangers USING ("user") LEFT JOIN films USING (movie)`);

  const halfHour = `(time // ${30 * 60})::INTEGER AS slot`;
  const rated = `SELECT "user" AS person, ${halfHour}, count(*) AS ratings, 0 AS plays
    FROM ratings WHERE time IS NOT NULL GROUP BY ALL`;
  const acted = `SELECT person, ${halfHour}, 0 AS ratings, count(*) FILTER (event = 'play') AS plays
    FROM acts WHERE time IS NOT NULL AND ${isActivity} GROUP BY ALL`;
  await database.run(`CREATE OR REPLACE TEMP TABLE active_days AS
    SELECT person, (slot // 48)::INTEGER AS day, sum(ratings)::INTEGER AS ratings, sum(plays)::INTEGER AS plays,
      count(*) FILTER (earlier IS NULL OR slot > earlier + 1)::INTEGER AS visits
    FROM (SELECT *, lag(slot) OVER (PARTITION BY person ORDER BY slot) AS earlier FROM (
      SELECT person, slot, sum(ratings) AS ratings, sum(plays) AS plays
      FROM (${hasOwnRatings(survey) ? `${rated} UNION ALL ` : ''}${acted}) GROUP BY ALL))
    GROUP BY ALL`);
  const { first, last } = await database.row<{ first: number | null; last: number | null }>(`
    SELECT min(day)::INTEGER AS first, max(day)::INTEGER AS last
    FROM (SELECT day FROM active_days UNION ALL SELECT time // 86400 FROM acts)`);
  return first === null || last === null ? null : { first, last };
}
