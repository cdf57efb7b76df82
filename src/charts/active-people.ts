import { defineChart } from './define-chart.ts';
import { formatAmount } from './format-amount.ts';
import { palette } from './palette.ts';
import { percent } from './percent.ts';
import { timeTicks } from './time-ticks.ts';

/** How many people were active by day, week and month, over time. */
export interface ActivePeople {
  /** What a point stands for: months, or weeks or days where there are few. */
  readonly unit: 'month' | 'week' | 'day';
  /** In order, without gaps; parts of a unit at either end are left out. */
  readonly points: readonly ActivePeoplePoint[];
}

export interface ActivePeoplePoint {
  /** The first day of the unit, "2019-11-01". */
  readonly start: string;
  /** People a day, on average. */
  readonly day: number;
  /** People a week, on average over the weeks of which most days are in the unit; null for units of a day. */
  readonly week: number | null;
  /** Null for units of a day or a week. */
  readonly month: number | null;
}

export const activePeople = defineChart({
  name: 'active-people',
  summary: 'How many people were active by day, week and month.',
  title({ unit, points }: ActivePeople) {
    if (points.length === 0) return 'Nobody was active yet';
    const recent = points.slice(-recently[unit]);
    const earlier = points.slice(-2 * recently[unit], -recently[unit]);
    const people = mean(recent, unit);
    if (people === 0) return `Nobody was active in the last ${count(recent.length, unit)}`;
    const since = earlier.length === recently[unit] ? change(people, mean(earlier, unit), unit) : '';
    const found = `${peopleIn(people)} active ${unit === 'day' ? 'on' : 'in'} an average ${unit}${since}`;
    if (unit === 'day') return found;
    return `${found}${since && ','} and ${formatAmount(mean(recent, 'day'))} on an average day`;
  },
  subtitle({ unit, points }) {
    if (points.length === 0) return '';
    const shown = Math.min(recently[unit], points.length);
    const last = `The title is about the last ${shown === 1 ? unit : count(shown, unit)}.`;
    return `${last} Active: rated, played or did anything else with a film. Days, weeks and months in UTC.`;
  },
  description({ unit, points }) {
    if (points.length === 0) return 'Lines of the people who were active over time: nobody was yet.';
    const lines = linesOf(unit).map(({ name, field }) => {
      const values = points.flatMap((point) => point[field] ?? []);
      return `${name}: from ${formatAmount(Math.min(...values))} to ${formatAmount(Math.max(...values))}`;
    });
    return `Lines: people active over ${count(points.length, unit)}, from ${points[0].start} on. ${lines.join('; ')}.`;
  },
  plot({ unit, points }) {
    if (points.length === 0) return null;
    const lines = linesOf(unit);
    const values = points.flatMap((point) =>
      lines.flatMap(({ name, field }) => {
        const people = point[field];
        return people === null
          ? []
          : [{ start: point.start, when: point.start.slice(0, unit === 'month' ? 7 : 10), line: name, people }];
      }),
    );
    return {
      data: { values },
      mark: { type: 'line', strokeWidth: 2, point: points.length <= 40 ? { size: 30 } : false },
      encoding: {
        x: {
          field: 'start',
          type: 'temporal',
          title: { month: 'Month', week: 'Week (from Monday)', day: 'Day' }[unit],
          scale: { type: 'utc' },
          axis: {
            grid: false,
            ...timeTicks(
              points.map(({ start }) => start),
              unit === 'month' ? { format: '%b %Y', upTo: 12 } : {},
            ),
          },
        },
        y: {
          field: 'people',
          type: 'quantitative',
          title: 'Active people',
          scale: { domain: [0, Math.max(1, ...values.map(({ people }) => people))], nice: true },
          axis: { tickCount: 6, ...(values.some(({ people }) => people >= 2) && { tickMinStep: 1 }) },
        },
        color: {
          field: 'line',
          type: 'nominal',
          scale: { domain: lines.map(({ name }) => name), range: lines.map(({ color }) => color) },
          legend: lines.length > 1 ? {} : null,
        },
        tooltip: [
          { field: 'when', title: { month: 'Month', week: 'Week from', day: 'Day' }[unit] },
          { field: 'line', title: 'Active' },
          { field: 'people', type: 'quantitative', title: 'People', format: ',.1f' },
        ],
      },
    };
  },
});

type Unit = ActivePeople['unit'];

/** How many units a title speaks of. */
const recently: Record<Unit, number> = { month: 12, week: 13, day: 28 };

const linesOf = (unit: Unit) =>
  [
    { name: 'in the month', field: 'month', color: palette.blue },
    { name: unit === 'week' ? 'in the week' : 'in a week, on average', field: 'week', color: palette.green },
    { name: unit === 'day' ? 'on the day' : 'on a day, on average', field: 'day', color: palette.vermilion },
  ].slice(['month', 'week', 'day'].indexOf(unit)) as { name: string; field: Unit; color: string }[];

/** Of people a day: over all days, of which months have more or fewer. */
function mean(points: readonly ActivePeoplePoint[], field: Unit): number {
  const weight = ({ start }: ActivePeoplePoint): number => (field === 'day' ? daysOfMonth(start) : 1);
  const all = points.reduce((sum, point) => sum + weight(point), 0);
  return points.reduce((sum, point) => sum + weight(point) * (point[field] ?? 0), 0) / all;
}

const daysOfMonth = (start: string): number =>
  new Date(Date.UTC(+start.slice(0, 4), +start.slice(5, 7), 0)).getUTCDate();

const peopleIn = (people: number): string => {
  const amount = formatAmount(people);
  return amount === '1' ? '1 person is' : `${amount} people are`;
};

const count = (units: number, unit: Unit): string => `${units} ${unit}${units === 1 ? '' : 's'}`;

function change(now: number, before: number, unit: Unit): string {
  if (before === 0) return '';
  const share = now / before - 1;
  const earlier = unit === 'month' ? 'the year before' : `the ${count(recently[unit], unit)} before`;
  if (Math.abs(share) < 0.005) return `, as many as in ${earlier}`;
  return `, ${percent(Math.abs(share))} ${share > 0 ? 'more' : 'fewer'} than in ${earlier}`;
}
