import { dayOf, type TimedRows } from './timed-rows.ts';

/** The occasions that a time belongs to; -1 for none. */
export interface Occasion {
  readonly day: number;
  readonly burst: number;
}

/**
 * Which of one person's days and bursts a time falls in: the burst is that of the nearest rating of the day (of two, the
 * earlier), if it is no further than `pause` seconds. O(log ratings).
 */
export function occasionAt({ times, days, bursts }: TimedRows, time: number, pause: number): Occasion {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) low = middle + 1;
    else high = middle;
  }
  const near = [low - 1, low].filter((at) => times[at] > 0 && dayOf(times[at]) === dayOf(time));
  if (near.length === 0) return { day: -1, burst: -1 };
  const distance = (at: number): number => Math.abs(times[at] - time);
  const nearest = near.reduce((best, at) => (distance(at) < distance(best) ? at : best));
  return { day: days[nearest], burst: distance(nearest) <= pause ? bursts[nearest] : -1 };
}
