/** A rating and its time, as the kernel of this name has it: places among offsets, -1 for not known. */
export interface TimedRating {
  readonly item: number;
  readonly value: number;
  readonly deviation: number;
  readonly bin: number;
  readonly level: number;
  readonly day: number;
  readonly burst: number;
}

/** What the kernel works on, as lists of vectors; everything but `rows` and the pulls is changed in place. */
export interface TimesvdArrays {
  readonly rows: readonly (readonly TimedRating[])[];
  /** p, a, and bᵤ and αᵤ, of each user. */
  readonly userFactors: readonly Float64Array[];
  readonly userDrifts: readonly Float64Array[];
  readonly userOffsets: readonly Float64Array[];
  readonly occasionOffsets: Float64Array;
  readonly occasionPulls: Float64Array;
  readonly itemFactors: readonly Float64Array[];
  readonly itemImplicit: readonly Float64Array[];
  /** bᵢ and the offsets of bins and levels, of each item. */
  readonly itemOffsets: readonly Float64Array[];
  readonly itemPulls: readonly Float64Array[];
}

export interface TimesvdSteps {
  readonly rate: number;
  readonly regularization: number;
  readonly implicitRate: number;
  readonly implicitRegularization: number;
  readonly driftRate: number;
  readonly driftRegularization: number;
  readonly binRate: number;
  readonly levelRate: number;
  readonly occasionRate: number;
}

/** r̂ of one rating of a user: Koren 2009, formulas 10, 12 and 15, with bursts beside days. */
export function timesvdScore(arrays: TimesvdArrays, mean: number, user: number, rating: TimedRating): number {
  const { item, deviation, bin, level, day, burst } = rating;
  const [offset, drift] = arrays.userOffsets[user];
  const ofItem = arrays.itemOffsets[item];
  const q = arrays.itemFactors[item];
  const z = implicitOf(arrays, user);
  const taste = arrays.userFactors[user].map((p, f) => p + deviation * arrays.userDrifts[user][f] + z[f]);
  const offsets = [
    ...[mean, offset, drift * deviation, ofItem[0], bin < 0 ? 0 : ofItem[bin], level < 0 ? 0 : ofItem[level]],
    ...[day, burst].map((occasion) => (occasion < 0 ? 0 : arrays.occasionOffsets[occasion])),
  ];
  return offsets.reduce((sum, x) => sum + x) + q.reduce((sum, x, f) => sum + x * taste[f], 0);
}

const implicitOf = ({ rows, itemImplicit, itemFactors }: TimesvdArrays, user: number): Float64Array =>
  itemFactors[0].map((_, f) =>
    rows[user].reduce((sum, { item }) => sum + itemImplicit[item][f] / Math.sqrt(rows[user].length), 0),
  );

/** One epoch, user after user: each rating changes every implicit vector of its user. O(Σ n² · factors). */
export function timesvd(arrays: TimesvdArrays, mean: number, steps: TimesvdSteps, drifting: boolean): void {
  for (const [user, row] of arrays.rows.entries()) {
    for (const rating of row) {
      const { item, deviation, bin, level, day, burst } = rating;
      const error = rating.value - timesvdScore(arrays, mean, user, rating);
      const z = implicitOf(arrays, user);
      const { rate, regularization, driftRate, driftRegularization } = steps;
      const ofUser = arrays.userOffsets[user];
      const ofItem = arrays.itemOffsets[item];
      ofUser[0] += rate * (error - regularization * ofUser[0]);
      ofUser[1] += driftRate * (error * deviation - driftRegularization * ofUser[1]);
      ofItem[0] += rate * (error - regularization * ofItem[0]);
      for (const [offsets, pulls, place, own] of [
        [ofItem, arrays.itemPulls[item], bin, steps.binRate],
        [ofItem, arrays.itemPulls[item], level, steps.levelRate],
        [arrays.occasionOffsets, arrays.occasionPulls, day, steps.occasionRate],
        [arrays.occasionOffsets, arrays.occasionPulls, burst, steps.occasionRate],
      ] as const) {
        if (place >= 0) offsets[place] = (offsets[place] + own * error) / (1 + own * pulls[place]);
      }

      const [p, a, q] = [arrays.userFactors[user], arrays.userDrifts[user], arrays.itemFactors[item]];
      for (const [f, character] of q.slice().entries()) {
        const whole = p[f] + deviation * a[f] + z[f];
        p[f] += rate * (error * character - regularization * p[f]);
        if (drifting) a[f] += driftRate * (error * deviation * character - driftRegularization * a[f]);
        q[f] += rate * (error * whole - regularization * character);
        for (const other of row) {
          const y = arrays.itemImplicit[other.item];
          const share = (error * character) / Math.sqrt(row.length);
          y[f] += steps.implicitRate * (share - steps.implicitRegularization * y[f]);
        }
      }
    }
  }
}
