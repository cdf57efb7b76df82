/** At most so many labels stand beside each other along a time axis. */
const most = 6;

/**
 * Where an axis of weeks or days is marked, and how: at some of the days that there are data of, since Vega marks Sundays.
 * Nothing where the years are enough.
 */
export function weekTicks(
  days: readonly string[],
  format = '%b %d',
): { values?: string[]; format?: string; labelFlush?: false } {
  if (days.length > 60) return {};
  const stride = Math.ceil(days.length / most);
  return {
    values: days.filter((_, at) => at % stride === 0),
    format: days.length === 1 ? '%Y-%m-%d' : format,
    labelFlush: false,
  };
}
