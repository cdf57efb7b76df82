/** Counts of times, in grades fine enough that a quantile is right to about one in a hundred. */
export interface LatencyHistogram {
  /** One more, in milliseconds. Less than a microsecond counts as one, more than a quarter of an hour as that. */
  add(milliseconds: number): void;
  /** The time that a share of them did not exceed, 0 where there are none: `quantile(0.99)`. */
  quantile(share: number): number;
  readonly count: number;
  /** The longest, as it was. */
  readonly most: number;
  clear(): void;
}

/** Grades of a doubling: each is 2.2 % wider than the one before, and its middle at most 1.1 % off. */
const gradesOfDoubling = 32;
const doublings = 30;
const gradesOfMillisecond = Math.log2(1000) * gradesOfDoubling;

/**
 * Times by the logarithm of their microseconds, after HdrHistogram: adding costs a logarithm, and any number of them takes
 * 4 kB.
 */
export function latencyHistogram(): LatencyHistogram {
  const counts = new Uint32Array(gradesOfDoubling * doublings);
  let count = 0;
  let most = 0;
  return {
    add(milliseconds) {
      const grade = Math.log2(milliseconds) * gradesOfDoubling + gradesOfMillisecond;
      counts[grade > 0 ? Math.min(counts.length - 1, Math.floor(grade)) : 0]++;
      count++;
      if (milliseconds > most) most = milliseconds;
    },
    quantile(share) {
      let left = Math.max(1, Math.ceil(share * count));
      const grade = counts.findIndex((own) => (left -= own) <= 0);
      if (grade < 0) return 0;
      return Math.min(most, 2 ** ((grade + 0.5 - gradesOfMillisecond) / gradesOfDoubling));
    },
    get count() {
      return count;
    },
    get most() {
      return most;
    },
    clear() {
      counts.fill(0);
      count = 0;
      most = 0;
    },
  };
}
