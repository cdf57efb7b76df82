import type { Database } from '../../../artifacts/database.ts';
import type { ActivePeople } from '../../../charts/active-people.ts';
import {
  firstOfMonth,
  firstOfWeek,
  fullMonths,
  fullWeeks,
  isoDay,
  lengthOf,
  monthSql,
  weekOf,
  weekSql,
  type Span,
} from './calendar.ts';
import type { Activity, Average } from './engagement.ts';
import { earlierPeriod, periodOf } from './period.ts';

/** How many people were active in a day, week or month by its number; 0 where nobody was. */
type Counts = ReadonlyMap<number, number>;

/** How many people were active by day, week and month, from table `active_days`. */
export async function measureActivity(database: Database, span: Span): Promise<Activity> {
  const count = async (unit: string, people: string): Promise<Counts> => {
    const rows = await database.rows<{ unit: number; people: number }>(`
      SELECT ${unit} AS unit, ${people} AS people FROM active_days GROUP BY unit ORDER BY unit`);
    return new Map(rows.map((row) => [row.unit, row.people]));
  };
  const days = await count('day', 'count(*)');
  const weeks = await count(weekSql, 'count(DISTINCT person)');
  const months = await count(monthSql, 'count(DISTINCT person)');
  const period = periodOf(span);
  const earlier = earlierPeriod(span);
  const average = (counts: Counts, of: (days: Span) => Span): Average | null => {
    const people = mean(counts, of(period));
    return people === null ? null : { people, before: earlier && mean(counts, of(earlier)) };
  };
  const day = average(days, (same) => same)!;
  const month = average(months, fullMonths);
  const last = fullMonths(span).last;
  return {
    day,
    week: average(weeks, fullWeeks),
    month,
    lastMonth: month && { month: isoDay(firstOfMonth(last)).slice(0, 7), people: months.get(last) ?? 0 },
    stickiness: month && (month.people > 0 ? day.people / month.people : null),
    history: historyOf({ days, weeks, months }, span),
  };
}

/** Fewer months than these are shown week by week, and fewer weeks than these day by day. */
const [fewestMonths, fewestWeeks] = [6, 4];

function historyOf({ days, weeks, months }: Record<'days' | 'weeks' | 'months', Counts>, span: Span): ActivePeople {
  const full = { month: fullMonths(span), week: fullWeeks(span) };
  if (lengthOf(full.month) >= fewestMonths) {
    const points = range(full.month).map((month) => {
      const own = { first: firstOfMonth(month), last: firstOfMonth(month + 1) - 1 };
      // Those whose Thursday is in it, as ISO 8601 has it of years.
      const most = { first: weekOf(own.first + 3), last: Math.min(weekOf(own.last - 3), full.week.last) };
      return {
        start: isoDay(own.first),
        day: mean(days, own)!,
        week: mean(weeks, most),
        month: months.get(month) ?? 0,
      };
    });
    return { unit: 'month', points };
  }
  if (lengthOf(full.week) >= fewestWeeks) {
    const points = range(full.week).map((week) => {
      const own = { first: firstOfWeek(week), last: firstOfWeek(week + 1) - 1 };
      return { start: isoDay(own.first), day: mean(days, own)!, week: weeks.get(week) ?? 0, month: null };
    });
    return { unit: 'week', points };
  }
  const points = range(span).map((day) => {
    return { start: isoDay(day), day: days.get(day) ?? 0, week: null, month: null };
  });
  return { unit: 'day', points };
}

/** The mean over all units of a span, those with nobody among them; null where it has none. */
function mean(counts: Counts, span: Span): number | null {
  const units = range(span);
  return units.length === 0 ? null : units.reduce((sum, unit) => sum + (counts.get(unit) ?? 0), 0) / units.length;
}

const range = (span: Span): number[] => Array.from({ length: Math.max(0, lengthOf(span)) }, (_, at) => span.first + at);
