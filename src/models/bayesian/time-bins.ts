import { steps, type Context } from '../../context.ts';

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

/** The bin of a time of which nothing was learned: one after the last. */
export const otherBin = ({ periods }: TimeBins): number => periods.length + 1;

/** Counted from 1, the bin of a time; 0 for one that is not known. */
export function binOf(bins: TimeBins, time: number): number {
  if (time === 0) return 0;
  const { period, periods } = bins;
  const wanted = Math.floor(time / period);
  let [low, high] = [0, periods.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (periods[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low < periods.length && periods[low] === wanted ? low + 1 : otherBin(bins);
}

/** The bin of each of some times; without times, 0 for each of `count`. */
export function binsOf(bins: TimeBins, times: Uint32Array | undefined, into: Int32Array): Int32Array {
  for (let at = 0; at < into.length; at++) into[at] = times ? binOf(bins, times[at]) : 0;
  return into;
}

/** Times of a turn: some milliseconds. */
const turn = 50_000;

/** The same of very many times, in turns. */
export async function binsOfMany(
  bins: TimeBins,
  times: Uint32Array | undefined,
  into: Int32Array,
  context: Context,
): Promise<Int32Array> {
  for await (const at of steps(context, Math.ceil(into.length / turn), 'parts of the times')) {
    const [from, to] = [at * turn, (at + 1) * turn];
    binsOf(bins, times?.subarray(from, to), into.subarray(from, to));
  }
  return into;
}
