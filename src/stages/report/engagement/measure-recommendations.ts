import type { Database } from '../../../artifacts/database.ts';
import { firstOfWeek, isoDay, weekSql } from './calendar.ts';
import type { Missing, Recommendations, Returned } from './engagement.ts';

/** Days within which people count as come back. */
const within = 7;

/** What came of films that were shown to people, from tables `acts` and `active_days`. */
export async function measureRecommendations(
  database: Database,
  last: number | null,
): Promise<Recommendations | Missing> {
  const { any } = await database.row<{ any: boolean }>(`SELECT count(*) > 0 AS any FROM acts WHERE event = 'shown'`);
  if (!any) return { missing: 'No recommendations were recorded yet: the service does that.' };
  // An event without a time counts as later: nothing else is known of it.
  const after = (event: string): string => `bool_or(event = '${event}' AND coalesce(time >= since, true)) AS ${event}`;
  await database.run(`CREATE OR REPLACE TEMP TABLE shown AS
    SELECT person, item, any_value(since) AS since, ${['clicked', 'play', 'hidden'].map(after).join(', ')}
    FROM acts JOIN (SELECT person, item, min(time) AS since FROM acts WHERE event = 'shown' GROUP BY ALL)
      USING (person, item)
    GROUP BY ALL`);
  const counts = `count(*) AS shown, count(*) FILTER (clicked) AS clicked, count(*) FILTER (play) AS played,
    count(*) FILTER (hidden) AS hidden`;
  type Counts = Record<'shown' | 'clicked' | 'played' | 'hidden', number>;
  const { since, ...all } = await database.row<Counts & { people: number; since: number | null }>(
    `SELECT count(DISTINCT person) AS people, min(since) // 86400 AS since, ${counts} FROM shown`,
  );
  const weeks = await database.rows<Counts & { week: number }>(`
    SELECT ${weekSql} AS week, ${counts} FROM (SELECT *, since // 86400 AS day FROM shown WHERE since IS NOT NULL)
    GROUP BY week ORDER BY week`);
  await database.run(`CREATE OR REPLACE TEMP TABLE shown_days AS
    SELECT DISTINCT person, (time // 86400)::INTEGER AS day FROM acts WHERE event = 'shown' AND time IS NOT NULL`);
  return {
    ...all,
    since: since === null ? null : isoDay(since),
    afterList: await comeBack(database, 'shown_days', last),
    otherwise: await comeBack(
      database,
      '(SELECT person, day FROM active_days ANTI JOIN shown_days USING (person, day))',
      last,
    ),
    byWeek: { weeks: weeks.map(({ week, ...row }) => ({ start: isoDay(firstOfWeek(week)), ...row })) },
  };
}

/** After how many of these days of people (person, day), of those whose window is over, they were active again. */
async function comeBack(database: Database, days: string, last: number | null): Promise<Returned> {
  const { people, returned } = await database.row<Returned>(`
    SELECT count(*) AS people, count(*) FILTER (next <= day + ${within}) AS returned
    FROM (SELECT * FROM ${days} WHERE day + ${within} <= ${last ?? 'NULL'}) d
    ASOF LEFT JOIN (SELECT person, day AS next FROM active_days) a ON d.person = a.person AND d.day < a.next`);
  return { people, returned };
}
