import type { Database } from '../../../artifacts/database.ts';
import { monthSql } from './calendar.ts';
import type { Engagement, Habits, Missing, Typical } from './engagement.ts';
import type { PeriodDays } from './period.ts';

/** How much people do in a month in which they are active, from table `active_days`. */
export async function measureHabits(
  database: Database,
  period: PeriodDays,
  has: Engagement['has'],
): Promise<Habits | Missing> {
  if (period.months === 0) return { missing: 'There is not one full month of data yet.' };
  const figures = ['ratings', 'plays', 'sessions'].map(
    (name) => `{ 'mean': avg(${name}), 'median': median(${name}) } AS ${name}`,
  );
  const { personMonths, ratings, plays, sessions } = await database.row<
    { personMonths: number } & Record<'ratings' | 'plays' | 'sessions', Typical>
  >(`
    SELECT count(*) AS personMonths, ${figures.join(', ')} FROM (
      SELECT person, ${monthSql} AS month, sum(ratings)::INTEGER AS ratings, sum(plays)::INTEGER AS plays,
        sum(sessions)::INTEGER AS sessions
      FROM active_days WHERE day BETWEEN ${period.first} AND ${period.last} GROUP BY ALL)`);
  if (personMonths === 0) return { missing: 'Nobody was active in these months.' };
  return { personMonths, ratings: has.ratings ? ratings : null, plays: has.plays ? plays : null, sessions };
}
