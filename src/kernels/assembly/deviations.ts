import { floatAt, intAt, setFloat } from './arrays';

/**
 * How much higher than one row each of `rowCount` rows lies (Lemire, Maclachlan 2005): the mean of y − x over the
 * columns that both have, y being the other's value and x the row's, with `prior` more of them where they would lie by
 * their `levels` alone, level(other) − `level`. NaN where there is nothing to go by, and for the row itself (`self`). The
 * row is `indexes` and `values`, `count` entries; all rows are given by column, as in co-ratings.ts. `found` has the
 * means, and, where `withCounts`, `width` numbers on how many columns each mean is of, without the prior.
 * `scratch`: 8 bytes for each row. O(Σ entries of the columns that the row has).
 */
export function deviations(
  indexes: usize,
  values: usize,
  count: i32,
  self: i32,
  starts: usize,
  others: usize,
  otherValues: usize,
  rowCount: i32,
  levels: usize,
  level: f32,
  prior: f32,
  withCounts: i32,
  width: i32,
  found: usize,
  scratch: usize,
): void {
  memory.fill(scratch, 0, (<usize>rowCount) << 3);
  for (let entry = 0; entry < count; entry++) {
    const column = intAt(indexes, entry);
    const x = floatAt(values, entry);
    const last = intAt(starts, column + 1);
    for (let at = intAt(starts, column); at < last; at++) {
      const record = scratch + ((<usize>intAt(others, at)) << 3);
      const one = f32x4(floatAt(otherValues, at) - x, 1, 0, 0);
      v128.store64_lane(record, f32x4.add(v128.load64_zero(record), one), 0);
    }
  }
  for (let row = 0; row < rowCount; row++) {
    const record = scratch + ((<usize>row) << 3);
    const common = load<f32>(record, 4);
    const sum = load<f32>(record) + prior * (floatAt(levels, row) - level);
    const known = row != self && common + prior > 0;
    setFloat(found, row, known ? sum / (common + prior) : <f32>NaN);
    if (withCounts) setFloat(found, width + row, common);
  }
}
