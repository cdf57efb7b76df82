import { capitalized } from '../capitalized.ts';
import { heatColors } from '../heat-colors.ts';
import { ofAll, percent } from '../percent.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { ratingWord } from './rating-word.ts';

/** When in the week people rate. */
export interface ActivityHours {
  readonly word: 'ratings' | 'interactions';
  /** `weekday` from 0 (Monday) to 6, `hour` from 0 to 23, both in UTC; hours without ratings may be missing. */
  readonly hours: readonly { readonly weekday: number; readonly hour: number; readonly ratings: number }[];
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** Below, some weekdays would have come more often than others by more than a quarter. */
const fewestDays = 28;
/** Hours of the busiest part of the day. */
const part = 6;

export const activityHours = defineEdaChart({
  name: 'activity-hours',
  summary: 'On which weekdays and at which hours people rate.',
  section: 'time',
  needs: ['times', 'days', 'times of day'],
  async aggregate({ database, feedback }): Promise<ActivityHours | LeftOut> {
    const { days } = await database.row<{ days: number }>(
      `SELECT max(half_hour) // 48 - min(half_hour) // 48 + 1 AS days FROM half_hours`,
    );
    if (days < fewestDays) return new LeftOut('the ratings span less than four weeks');
    // 1970 began on a Thursday.
    const hours = await database.rows<ActivityHours['hours'][number]>(`
      SELECT (half_hour // 48 + 3) % 7 AS weekday, half_hour // 2 % 24 AS hour, sum(ratings)::BIGINT AS ratings
      FROM half_hours GROUP BY ALL ORDER BY ALL`);
    return { word: ratingWord(feedback), hours };
  },
  title({ word, hours }) {
    if (hours.length === 0) return `No ${word} with a time yet`;
    const { busiest, quietest, from, share } = findings(hours);
    const [most, least] = [percent(busiest.share), percent(quietest.share)];
    const days =
      most === least
        ? `all days are equally busy (${most})`
        : `${busiest.name} is the busiest day (${most}), ${quietest.name} the quietest (${least})`;
    return capitalized(`${ofAll(share)} ${word} fall between ${clock(from)} and ${clock(from + part)} UTC; ${days}`);
  },
  subtitle: ({ hours }) =>
    hours.length === 0
      ? ''
      : 'Hours are UTC, wherever people live. Spread evenly, any six hours would have 25 % and any day 14 %.',
  description({ word, hours }) {
    if (hours.length === 0)
      return 'A grid of weekdays and hours (UTC), darker where more is rated: there is nothing yet.';
    const all = sumOf(hours);
    const days = weekdays.map(
      (name, weekday) => `${name} ${percent(sumOf(hours.filter((cell) => cell.weekday === weekday)) / all)}`,
    );
    const most = hours.reduce((most, cell) => (cell.ratings > most.ratings ? cell : most));
    return (
      `A grid of weekdays and hours (UTC), darker where there are more. Shares of all ${word}: ${days.join(', ')}. ` +
      `The busiest hour of the week is ${weekdays[most.weekday]}, ${clock(most.hour)} to ${clock(most.hour + 1)}, with ${((100 * most.ratings) / all).toFixed(1)} %.`
    );
  },
  plot({ word, hours }) {
    if (hours.length === 0) return null;
    const all = sumOf(hours);
    const values = weekdays.flatMap((day, weekday) =>
      Array.from({ length: 24 }, (_, hour) => {
        const ratings = hours.find((cell) => cell.weekday === weekday && cell.hour === hour)?.ratings ?? 0;
        return { day, hour, ratings, percent: (100 * ratings) / all, time: `${clock(hour)} to ${clock(hour + 1)} UTC` };
      }),
    );
    return {
      width: 560,
      height: 190,
      data: { values },
      mark: { type: 'rect', stroke: 'gainsboro', strokeWidth: 0.5 },
      encoding: {
        x: {
          field: 'hour',
          type: 'ordinal',
          title: 'Hour of the day (UTC)',
          axis: { labelAngle: 0, domain: false, ticks: false },
        },
        y: {
          field: 'day',
          type: 'ordinal',
          title: 'Weekday (UTC)',
          sort: weekdays,
          axis: { domain: false, ticks: false },
        },
        color: {
          field: 'percent',
          type: 'quantitative',
          title: `Share of all ${word} (%)`,
          scale: { domainMin: 0, ...heatColors },
        },
        tooltip: [
          { field: 'day', title: 'Day' },
          { field: 'time', title: 'Time' },
          { field: 'ratings', type: 'quantitative', title: capitalized(word), format: ',' },
          { field: 'percent', type: 'quantitative', title: `Share of all ${word} (%)`, format: '.2f' },
        ],
      },
    };
  },
});

type Hours = ActivityHours['hours'];

/** The days with most and fewest ratings, and where the six hours in a row begin that have most. */
function findings(hours: Hours) {
  const all = sumOf(hours);
  const days = weekdays.map((name, weekday) => ({
    name,
    share: sumOf(hours.filter((cell) => cell.weekday === weekday)) / all,
  }));
  const parts = Array.from({ length: 24 }, (_, from) => ({
    from,
    share: sumOf(hours.filter(({ hour }) => (hour - from + 24) % 24 < part)) / all,
  }));
  return {
    busiest: days.reduce((most, day) => (day.share > most.share ? day : most)),
    quietest: days.reduce((least, day) => (day.share < least.share ? day : least)),
    ...parts.reduce((most, one) => (one.share > most.share ? one : most)),
  };
}

const sumOf = (hours: Hours): number => hours.reduce((sum, { ratings }) => sum + ratings, 0);

const clock = (hour: number): string => `${String(hour > 24 ? hour - 24 : hour).padStart(2, '0')}:00`;
