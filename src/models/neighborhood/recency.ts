import type { History } from '../../dataset/history.ts';
import { real } from '../contract/parameters.ts';

export const halfLifeParameter = real({
  default: 0,
  min: 0,
  max: 100_000,
  scale: 'log',
  search: false, // where nothing is known of times, nothing but 0 would do
  about: 'days after which what someone rated counts half; 0: however long ago, all of it counts alike',
});

const day = 86_400;
/** However old: so much stays that nothing is lost to rounding, and the order among the oldest is that without times. */
const mostHalvings = 64;

/**
 * How much each rating of a history counts: half of it for each half-life between it and the time that is asked for, or
 * the last rating where no time is (Ding, Li 2005, Time weight collaborative filtering, eq. 6). What was rated at an
 * unknown time or later counts in full.
 */
export function recencyOf({ items, times, at }: History, halfLife: number): Float32Array {
  const weights = new Float32Array(items.length).fill(1);
  if (halfLife === 0 || !times) return weights;
  const now = at ?? times.reduce((last, time) => Math.max(last, time), 0);
  for (const [place, time] of times.entries()) {
    if (time === 0 || time >= now) continue;
    weights[place] = 2 ** -Math.min(mostHalvings, (now - time) / day / halfLife);
  }
  return weights;
}
