import { steps, type Context } from '../../context.ts';
import type { Rows } from '../../dataset/rows.ts';
import { levelOf, periodOf } from './film-periods.ts';

/** How times are told apart. */
export interface Calendar {
  readonly periodStarts: Uint32Array;
  /** The most seconds between one rating of a burst and the next. */
  readonly pause: number;
}

/**
 * Ratings of each person in the order they were given (of one time: by film), with all that their times say. Ratings of
 * one day (UTC) stand together, and so do those of a burst: ratings of a day with no longer pause between them.
 */
export interface TimedRows extends Rows {
  readonly times: Uint32Array;
  /** How far before or after the middle of the person's time: ±(years)^.4 (Koren 2009, §3.2), 0 for a time not known. */
  readonly deviations: Float32Array;
  /** The period of each rating, and the level of how many ratings the person gave that day; -1 for not known. */
  readonly periods: Int32Array;
  readonly levels: Int32Array;
  /** The occasions of each rating: places in one array, in which each person's stand together; -1 for not known. */
  readonly days: Int32Array;
  readonly bursts: Int32Array;
  /** Where each person's occasions start, days and bursts as they come; and of how many ratings each is. */
  readonly occasionStarts: Uint32Array;
  readonly occasionCounts: Uint32Array;
}

/** Where the arrays are made: an arena, or ordinary memory. */
interface Allocator {
  readonly int32: (length: number) => Int32Array;
  readonly uint32: (length: number) => Uint32Array;
  readonly float32: (length: number) => Float32Array;
}

const ordinary: Allocator = {
  int32: (length) => new Int32Array(length),
  uint32: (length) => new Uint32Array(length),
  float32: (length) => new Float32Array(length),
};

const secondsOfDay = 86_400;
const secondsOfYear = 365.25 * secondsOfDay;
/** Drift is fast at first and then slower. */
const driftPower = 0.4;

export const dayOf = (time: number): number => Math.floor(time / secondsOfDay);

/** The bytes of timed rows; twice while they are made. */
export const timedRowsMemory = ({ users, ratings }: { readonly users: number; readonly ratings: number }): number =>
  4 * (10 * ratings + 2 * (users + 1));

/** Puts ratings in order of time, person by person, at once. O(ratings · log ratings of a person). */
export function timedRows(rows: Rows, calendar: Calendar, allocator: Allocator = ordinary): TimedRows {
  const { addUser, finish } = startTimedRows(rows, calendar, allocator);
  for (let user = 0; user + 1 < rows.starts.length; user++) addUser(user);
  return finish();
}

/** The same for many people, in steps that can be stopped. */
export async function timedRowsOfMany(
  rows: Rows,
  calendar: Calendar,
  allocator: Allocator,
  context: Context,
): Promise<TimedRows> {
  const { addUser, finish } = startTimedRows(rows, calendar, allocator);
  for await (const user of steps(context, rows.starts.length - 1, 'histories')) addUser(user);
  return finish();
}

function startTimedRows(
  { starts, indexes, values, times: given = new Uint32Array(indexes.length) }: Rows,
  calendar: Calendar,
  { int32, uint32, float32 }: Allocator,
): { addUser: (user: number) => void; finish: () => TimedRows } {
  const count = indexes.length;
  const timed = {
    starts,
    indexes: int32(count),
    values: float32(count),
    times: uint32(count),
    deviations: float32(count),
    periods: int32(count),
    levels: int32(count),
    days: int32(count),
    bursts: int32(count),
    occasionStarts: uint32(starts.length),
  };
  const counts = uint32(2 * count);
  let occasions = 0;
  const addUser = (user: number): void => {
    const [from, to] = [starts[user], starts[user + 1]];
    // A time and a place as one number, so that sorting compares no more than that.
    const keys = Float64Array.from({ length: to - from }, (_, at) => given[from + at] * 2 ** 21 + at).sort();
    for (let at = from; at < to; at++) {
      const place = from + (keys[at - from] % 2 ** 21);
      timed.indexes[at] = indexes[place];
      timed.values[at] = values[place];
      timed.times[at] = given[place];
      timed.periods[at] = given[place] > 0 ? periodOf(calendar.periodStarts, given[place]) : -1;
    }
    occasions = findOccasions(timed, from, to, calendar.pause, counts, occasions);
    timed.occasionStarts[user + 1] = occasions;
    const middle = middleOf(timed.times.subarray(from, to));
    for (let at = from; at < to; at++) {
      timed.levels[at] = timed.days[at] < 0 ? -1 : levelOf(counts[timed.days[at]]);
      timed.deviations[at] = deviationOf(timed.times[at], middle);
    }
  };
  return { addUser, finish: () => ({ ...timed, occasionCounts: counts.subarray(0, occasions) }) };
}

/** The mean of the known times. */
export function middleOf(times: Uint32Array): number {
  let [sum, known] = [0, 0];
  for (const time of times) {
    sum += time;
    if (time > 0) known++;
  }
  return sum / (known || 1);
}

export function deviationOf(time: number, middle: number): number {
  if (time === 0) return 0;
  return Math.sign(time - middle) * (Math.abs(time - middle) / secondsOfYear) ** driftPower;
}

/** Numbers the days and bursts of one person from `next` on and counts their ratings; returns the number after. */
function findOccasions(
  { times, days, bursts }: Pick<TimedRows, 'times' | 'days' | 'bursts'>,
  from: number,
  to: number,
  pause: number,
  counts: Uint32Array,
  next: number,
): number {
  let [day, burst] = [-1, -1];
  for (let at = from; at < to; at++) {
    if (times[at] > 0) {
      const isNewDay = day < 0 || dayOf(times[at]) !== dayOf(times[at - 1]);
      if (isNewDay) day = next++;
      if (isNewDay || times[at] - times[at - 1] > pause) burst = next++;
      counts[day]++;
      counts[burst]++;
    }
    days[at] = day;
    bursts[at] = burst;
  }
  return next;
}
