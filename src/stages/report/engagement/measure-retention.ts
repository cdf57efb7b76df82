import type { Database } from '../../../artifacts/database.ts';
import type { Span } from './calendar.ts';
import type { Missing, Retention, Returned } from './engagement.ts';
import type { PeriodDays } from './period.ts';

/** Days after the first. */
const windows = [
  { from: 1, to: 7 },
  { from: 8, to: 30 },
  { from: 31, to: 90 },
] as const;
/** As far as the curve goes. */
const mostWeeks = 52;

/** Who came back after a first day, from table `active_days`; nobody counts whose window is not over on the last day. */
export async function measureRetention(
  database: Database,
  { last }: Span,
  period: PeriodDays,
): Promise<Retention | Missing> {
  await database.run(`CREATE OR REPLACE TEMP TABLE returns AS
    SELECT person, first, day - first AS later
    FROM active_days JOIN (SELECT person, min(day) AS first FROM active_days GROUP BY person) USING (person)`);
  const isRecent = `first BETWEEN ${period.first} AND ${period.last}`;
  const counts = windows.flatMap(({ to }, at) => {
    const isOver = `first + ${to} <= ${last}`;
    return [returned(isOver, at, 'all'), returned(`${isOver} AND ${isRecent}`, at, 'recent')];
  });
  const came = windows.map(({ from, to }, at) => `bool_or(later BETWEEN ${from} AND ${to}) AS came${at}`);
  const { newcomers, ...found } = await database.row<{ newcomers: number } & Record<string, Returned>>(`
    SELECT count(*) AS newcomers, ${counts.join(', ')}
    FROM (SELECT first, ${came.join(', ')} FROM returns GROUP BY person, first)`);
  if (newcomers === 0) return { missing: 'Nobody was active yet.' };
  return {
    newcomers,
    windows: windows.map((window, at) => ({ ...window, all: found[`all${at}`], recent: found[`recent${at}`] })),
    curve: {
      weeks: await database.rows<{ week: number; people: number; active: number }>(`
        SELECT week, people, coalesce(active, 0) AS active FROM (
          SELECT week, sum(people)::INTEGER AS people
          FROM (SELECT first, count(*) AS people FROM returns WHERE later = 0 GROUP BY first),
            range(1, ${mostWeeks + 1}) weeks(week)
          WHERE first + 7 * week <= ${last} GROUP BY week HAVING 2 * sum(people) >= ${newcomers})
        LEFT JOIN (
          SELECT (later + 6) // 7 AS week, count(DISTINCT person) AS active
          FROM returns WHERE later > 0 AND first + 7 * ((later + 6) // 7) <= ${last} GROUP BY week) USING (week)
        ORDER BY week`),
    },
  };
}

/** Of those whose window is over, how many came in it: { people, returned }. */
const returned = (isOver: string, window: number, name: string): string =>
  `{ 'people': count(*) FILTER (${isOver})::INTEGER,
     'returned': count(*) FILTER (${isOver} AND came${window})::INTEGER } AS ${name}${window}`;
