import type { Panel } from '../chart.ts';
import { capitalized } from '../capitalized.ts';
import { counted } from '../counted.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { defineEdaChart } from './define-eda-chart.ts';
import { grainFor, periodName, periodOf, type Grain } from './grain.ts';
import { ratingWord } from './rating-word.ts';

/** How much was rated, and by how many, over time. */
export interface Activity {
  readonly word: 'ratings' | 'interactions';
  readonly grain: Grain;
  /** Without a gap; `start` and `end` are days in UTC, `people` those who rated anything in between. */
  readonly periods: readonly {
    readonly start: string;
    readonly end: string;
    readonly ratings: number;
    readonly people: number;
  }[];
  /** Ratings of the last so many days and of as many before; undefined where the data do not reach back so far. */
  readonly trend?: { readonly days: number; readonly last: number; readonly before: number } | undefined;
}

/** The most marks from left to right. */
const most = 120;
/** What the last days of a data set are compared over: as long as possible. */
const windows = { 365: 'twelve months', 28: 'four weeks', 7: 'seven days' };

export const activity = defineEdaChart({
  name: 'activity',
  summary: 'How many ratings there were over time, and of how many people.',
  section: 'time',
  needs: ['times', 'days'],
  async aggregate({ database, feedback }): Promise<Activity> {
    const { first, last } = await database.row<{ first: number; last: number }>(
      `SELECT min(half_hour) // 48 AS first, max(half_hour) // 48 AS last FROM half_hours`,
    );
    const word = ratingWord(feedback);
    const days = last - first + 1;
    const grain = grainFor(days, most, ['day', 'week', 'month']);
    const periods = await database.rows<Activity['periods'][number]>(`
      WITH counted AS (
        SELECT period, sum(ratings)::BIGINT AS ratings, count(*) AS people
        FROM (SELECT ${periodOf(grain, 'first')} AS period, sum(ratings) AS ratings FROM half_hours GROUP BY period, "user")
        GROUP BY period),
      periods AS (
        SELECT unnest(generate_series(min(period)::TIMESTAMP, max(period)::TIMESTAMP, INTERVAL 1 ${grain}))::DATE AS period
        FROM counted)
      SELECT period::VARCHAR AS start, (period + INTERVAL 1 ${grain})::DATE::VARCHAR AS "end",
        coalesce(ratings, 0) AS ratings, coalesce(people, 0) AS people
      FROM periods LEFT JOIN counted USING (period) ORDER BY period`);
    const window = Object.keys(windows)
      .map(Number)
      .sort((a, b) => b - a)
      .find((window) => 2 * window <= days);
    if (window === undefined) return { word, grain, periods };
    const trend = await database.row<{ last: number; before: number }>(`
      SELECT coalesce(sum(ratings) FILTER (half_hour // 48 > ${last - window}), 0)::BIGINT AS last,
        coalesce(sum(ratings) FILTER (half_hour // 48 BETWEEN ${last - 2 * window + 1} AND ${last - window}), 0)::BIGINT
          AS before
      FROM half_hours`);
    return { word, grain, periods, trend: { days: window, ...trend } };
  },
  title({ word, grain, periods, trend }) {
    if (periods.length === 0) return 'No activity yet';
    const peak = peakOf(periods, 'ratings');
    const found = `Activity peaked in ${periodName(grain, peak.start)} with ${counted(peak.ratings, word.slice(0, -1))}`;
    const isOne = periods.filter(({ ratings }) => ratings === peak.ratings).length === 1;
    const said = isOne
      ? grain === 'day'
        ? found.replace(' in ', ' on ')
        : found
      : `The most in any ${grain} ${peak.ratings === 1 ? 'was' : 'were'} ${counted(peak.ratings, word.slice(0, -1))}`;
    return trend ? `${said}; the last ${spanOf(trend)} had ${compared(trend, word)}` : said;
  },
  subtitle({ grain, periods }) {
    if (periods.length === 0) return '';
    const cut = grain === 'day' ? '' : ` The first and the last ${grain} may not be whole.`;
    return `An active person has rated at least one film in that ${grain}. Times are UTC.${cut}`;
  },
  description({ word, grain, periods, trend }) {
    if (periods.length === 0) return `Bars over time: ${word}, and active people; there are none yet.`;
    const say = (of: 'ratings' | 'people'): string => {
      const peak = peakOf(periods, of);
      return `at most ${peak[of].toLocaleString('en-US')} (${periodName(grain, peak.start)}), ${medianOf(periods, of).toLocaleString('en-US')} in the median`;
    };
    return (
      `Two rows of bars over time, one bar for each ${grain} from ${periodName(grain, periods[0].start)} to ` +
      `${periodName(grain, periods[periods.length - 1].start)}. Above, ${word}: ${say('ratings')}. ` +
      `Below, active people: ${say('people')}.` +
      (trend
        ? ` The last ${spanOf(trend)} had ${counted(trend.last, word.slice(0, -1))}, ${counted(trend.before, word.slice(0, -1))} before.`
        : '')
    );
  },
  plot({ word, grain, periods }) {
    if (periods.length === 0) return null;
    const panel = (of: 'ratings' | 'people', title: string, color: string, isLast: boolean): Panel => ({
      width: 560,
      height: 150,
      mark: { type: 'bar', color },
      encoding: {
        x: {
          field: 'start',
          type: 'temporal',
          title: isLast ? `Time (UTC), by ${grain}` : null,
          scale: { type: 'utc', nice: false },
          axis: {
            grid: false,
            labels: isLast,
            ticks: isLast,
            labelOverlap: true,
            tickCount: grain === 'day' && periods.length < 8 ? ('day' as const) : 8,
          },
        },
        x2: { field: 'end' },
        y: { field: of, type: 'quantitative', title, axis: { tickCount: 4, tickMinStep: 1, format: ',d' } },
        y2: { datum: 0 },
        tooltip: [
          { field: 'period', title: capitalized(grain) },
          { field: 'ratings', type: 'quantitative', title: capitalized(word), format: ',' },
          { field: 'people', type: 'quantitative', title: 'Active people', format: ',' },
        ],
      },
    });
    return {
      data: { values: periods.map((row) => ({ ...row, period: capitalized(periodName(grain, row.start)) })) },
      spacing: 14,
      vconcat: [
        panel('ratings', `${capitalized(word)} a ${grain}`, palette.blue, false),
        panel('people', `Active people a ${grain}`, palette.green, true),
      ],
    };
  },
});

type Periods = Activity['periods'];

const peakOf = (periods: Periods, of: 'ratings' | 'people'): Periods[number] =>
  periods.reduce((peak, row) => (row[of] > peak[of] ? row : peak));

const medianOf = (periods: Periods, of: 'ratings' | 'people'): number =>
  periods.map((row) => row[of]).sort((a, b) => a - b)[Math.floor((periods.length - 1) / 2)];

const spanOf = ({ days }: NonNullable<Activity['trend']>): string => windows[days as keyof typeof windows];

function compared(trend: NonNullable<Activity['trend']>, word: Activity['word']): string {
  const { last, before } = trend;
  const earlier = `the ${spanOf(trend).split(' ')[0]} before`;
  if (before === 0) return `${counted(last, word.slice(0, -1))}, ${earlier} none`;
  const change = last / before - 1;
  if (Math.abs(change) < 0.005) return `about as many as ${earlier}`;
  if (change >= 1) return `${(last / before).toFixed(1)} times as many as ${earlier}`;
  return `${percent(Math.abs(change))} ${change < 0 ? 'fewer' : 'more'} than ${earlier}`;
}
