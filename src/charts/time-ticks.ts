/** At most so many labels stand beside each other along a time axis. */
const most = 6;

/**
 * Where a time axis is marked, and how: at some of the days that there are data of, since Vega marks weeks at Sundays.
 * Nothing where there are more than `upTo`: then Vega's years and months are better.
 */
export function timeTicks(
  days: readonly string[],
  { format = '%b %d', upTo = 60 } = {},
): { values?: string[]; format?: string; labelFlush?: false } {
  if (days.length > upTo) return {};
  const stride = Math.ceil(days.length / most);
  return {
    values: days.filter((_, at) => at % stride === 0),
    format: days.length === 1 ? '%Y-%m-%d' : format,
    labelFlush: false,
  };
}
