/** The stretches of time, all of one length, in which there are ratings. */
export interface TimeBins {
  /** How many seconds each lasts. */
  readonly period: number;
  /** Their numbers since 1970, ascending. */
  readonly periods: Int32Array;
}

const secondsPerDay = 86_400;

/** The bins of some times, in seconds since 1970; 0 is not known and has none. */
export function timeBins(times: Uint32Array | undefined, days: number): TimeBins {
  const period = Math.max(1, Math.round(days * secondsPerDay));
  const found = new Set<number>();
  for (const time of times ?? []) if (time > 0) found.add(Math.floor(time / period));
  return { period, periods: Int32Array.from(found).sort() };
}

/** Counted from 1, the bin of a time; 0 for one not known, and for one of which nothing is known. */
export function binOf({ period, periods }: TimeBins, time: number): number {
  const wanted = time > 0 ? Math.floor(time / period) : -1;
  let [low, high] = [0, periods.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (periods[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low < periods.length && periods[low] === wanted ? low + 1 : 0;
}

/** The bin of each of some times; without times, 0 for each of `count`. */
export function binsOf(bins: TimeBins, times: Uint32Array | undefined, into: Int32Array): Int32Array {
  for (let at = 0; at < into.length; at++) into[at] = times ? binOf(bins, times[at]) : 0;
  return into;
}
