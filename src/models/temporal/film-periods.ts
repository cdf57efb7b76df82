/** In how many levels the number of ratings of a day is told apart: 1 to 3, 4 to 15, 16 to 63, 64 to 255, more. */
export const levels = 5;

/** Koren's frequency effect: which level so many ratings of one person on one day are, by the logarithm to base 4. */
export const levelOf = (count: number): number => Math.min(levels - 1, (31 - Math.clz32(count)) >> 1);

/**
 * When each of so many periods starts, in seconds since 1970, such that all have about as many of the ratings; ratings
 * of no known time do not count. O(ratings · log ratings).
 */
export function periodStarts(times: Uint32Array, periods: number): Uint32Array {
  const known = times.filter((time) => time > 0).sort();
  return Uint32Array.from({ length: periods }, (_, period) =>
    period === 0 ? 0 : known[Math.floor((known.length * period) / periods)],
  );
}

/** The period that a time is in; the last one for all times after. O(log periods). */
export function periodOf(starts: Uint32Array, time: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= time) low = middle;
    else high = middle;
  }
  return low;
}
