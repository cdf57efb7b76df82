import type { Survey } from '../../../charts/eda/survey.ts';
import { hasOwnRatings } from './count-active-days.ts';
import type { CatalogUse, TailShare } from './engagement.ts';
import type { PeriodDays } from './period.ts';

/** What the films of the head have of all ratings. */
const headShare = 0.8;

/** How much of the catalog people get to, and is shown to them. `period` is null where no times are known. */
export async function measureCatalogUse(survey: Survey, period: PeriodDays | null): Promise<CatalogUse> {
  const { database, counts } = survey;
  await database.run(`CREATE OR REPLACE TEMP TABLE head AS SELECT item FROM (
    SELECT item, sum(ratings) OVER (ORDER BY ratings DESC, item ROWS UNBOUNDED PRECEDING) - ratings AS before
    FROM film_counts) WHERE before < ${headShare} * ${counts.ratings}`);
  const inPeriod = period ? `time >= ${86400 * period.first} AND time < ${86400 * (period.last + 1)}` : 'true';
  const rated = period
    ? `SELECT item, count(*) AS acts FROM ratings WHERE ${inPeriod} GROUP BY item`
    : 'SELECT item, ratings AS acts FROM film_counts';
  const acted = `SELECT item, count(*) AS acts FROM acts
    WHERE event NOT IN ('shown', 'clicked', 'hidden') AND ${inPeriod} GROUP BY item`;
  type Films = TailShare & { readonly films: number };
  const measure = (acts: string): Promise<Films> =>
    database.row<Films>(`SELECT count(DISTINCT item) AS films, coalesce(sum(acts), 0)::BIGINT AS "all",
      coalesce(sum(acts) FILTER (item NOT IN (SELECT item FROM head)), 0)::BIGINT AS ofTail
      FROM (${acts}) WHERE item IS NOT NULL`);
  const { films: used, ...activity } = await measure(hasOwnRatings(survey) ? `${rated} UNION ALL ${acted}` : acted);
  const shown = await measure("SELECT item, count(*) AS acts FROM acts WHERE event = 'shown' GROUP BY item");
  const { head } = await database.row<{ head: number }>('SELECT count(*) AS head FROM head');
  return {
    films: counts.catalog,
    used,
    head,
    tail: counts.catalog - head,
    activity,
    shown: shown.all > 0 ? shown : { missing: 'No recommendations were recorded yet: the service does that.' },
  };
}
