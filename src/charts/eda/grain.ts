/** How finely time is counted, and how many days one of it has (a month, quarter or year: about). */
export const grains = { day: 1, week: 7, month: 30, quarter: 91, year: 365 } as const;
export type Grain = keyof typeof grains;

/** The finest of some grains of which so many days have no more than `most`, else the coarsest. */
export const grainFor = <G extends Grain>(days: number, most: number, among: readonly G[]): G =>
  among.find((grain) => days / grains[grain] <= most) ?? among[among.length - 1];

/** In SQL: the day (UTC) on which the period begins that a time (seconds since 1970) falls into; weeks begin on Mondays. */
export const periodOf = (grain: Grain, time: string): string =>
  `date_trunc('${grain}', make_timestamp(${time} * 1000000::BIGINT))::DATE`;

/** A period as texts name it, by the day on which it begins (`2017-05-01`): "May 2017". */
export function periodName(grain: Grain, start: string): string {
  const date = new Date(start);
  if (grain === 'year') return start.slice(0, 4);
  if (grain === 'quarter') return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${start.slice(0, 4)}`;
  if (grain === 'month') return month.format(date);
  return grain === 'week' ? `the week of ${day.format(date)}` : day.format(date);
}

const month = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });
