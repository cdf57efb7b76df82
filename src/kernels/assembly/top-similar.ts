import { floatAt, intAt } from './arrays';
import { emptyHeap, offer, sortHeap } from './heap';
import { similarities } from './similarities';

/**
 * For each row from `firstRow` to before `lastRow` the `size` rows most alike, most alike first, ties by the lower
 * index; only those with a similarity above 0. A list that is not full ends with the index 2³¹ − 1. Rows are given both
 * ways, by row and by column, with the same values. `scratch`: recordBytes + 4 for each of `rowCount` rows, and 16.
 */
export function topSimilar(
  firstRow: i32,
  lastRow: i32,
  rowStarts: usize,
  columns: usize,
  values: usize,
  starts: usize,
  others: usize,
  otherValues: usize,
  rowCount: i32,
  measure: i32,
  recordBytes: i32,
  shrinkage: f32,
  size: i32,
  topScores: usize,
  topRows: usize,
  scratch: usize,
): void {
  const found = scratch;
  const sums = scratch + (((<usize>rowCount + 3) & ~3) << 2);
  const whole = rowCount & ~3;
  for (let row = firstRow; row < lastRow; row++) {
    const from = intAt(rowStarts, row);
    const start = (<usize>from) << 2;
    const count = intAt(rowStarts, row + 1) - from;
    similarities(
      columns + start,
      values + start,
      count,
      row,
      starts,
      others,
      otherValues,
      rowStarts,
      rowCount,
      measure,
      recordBytes,
      shrinkage,
      found,
      sums,
    );
    const scores = topScores + ((<usize>row * <usize>size) << 2);
    const rows = topRows + ((<usize>row * <usize>size) << 2);
    emptyHeap(scores, rows, size);
    // Others come in ascending order, so one that only equals the worst on the list stays out.
    let worst: f32 = 0;
    for (let other = 0; other < whole; other += 4) {
      if (!v128.any_true(f32x4.gt(v128.load(found + ((<usize>other) << 2)), f32x4.splat(worst)))) continue;
      for (let lane = other; lane < other + 4; lane++) {
        if (!(floatAt(found, lane) > worst)) continue;
        offer(scores, rows, size, floatAt(found, lane), lane);
        worst = max<f32>(floatAt(scores, 0), 0);
      }
    }
    for (let other = whole; other < rowCount; other++) {
      if (!(floatAt(found, other) > worst)) continue;
      offer(scores, rows, size, floatAt(found, other), other);
      worst = max<f32>(floatAt(scores, 0), 0);
    }
    sortHeap(scores, rows, size);
  }
}
