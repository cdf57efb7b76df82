import { floatAt, intAt } from './arrays';
import { offer } from './heap';
import { similaritiesAbove } from './similarities';

/**
 * The first half of a step towards the `size` rows most alike to each (heaps in `topScores` and `topRows`, to be emptied before the first): the rows from
 * `firstRow` to before `lastRow` meet all that come after them, and put those on their own lists. Row r of `block` keeps
 * the similarities of row firstOfBlock + r for the other half, offer-similar-rows.ts; rows of it are `width` apart,
 * with 4 numbers to spare after the last. So each pair is compared once. Rows are given both ways, by row and by column. `scratch`: recordBytes a row.
 */
export function similarRows(
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
  block: usize,
  firstOfBlock: i32,
  width: i32,
  size: i32,
  topScores: usize,
  topRows: usize,
  scratch: usize,
): void {
  for (let row = firstRow; row < lastRow; row++) {
    const from = intAt(rowStarts, row);
    const start = (<usize>from) << 2;
    const found = block + ((<usize>(row - firstOfBlock) * <usize>width) << 2);
    similaritiesAbove(
      columns + start,
      values + start,
      intAt(rowStarts, row + 1) - from,
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
      scratch,
    );
    const list = (<usize>row * <usize>size) << 2;
    // Those on the list come before, so one that only equals the worst of them stays out.
    let worst = max<f32>(floatAt(topScores + list, 0), 0);
    for (let other = row + 1; other < rowCount; other += 4) {
      // Past the last row there are zeros, or another row's, which the loop below leaves out.
      if (!v128.any_true(f32x4.gt(v128.load(found + ((<usize>other) << 2)), f32x4.splat(worst)))) continue;
      const last = min(other + 4, rowCount);
      for (let lane = other; lane < last; lane++) {
        const similarity = floatAt(found, lane);
        if (!(similarity > worst)) continue;
        offer(topScores + list, topRows + list, size, similarity, lane);
        worst = max<f32>(floatAt(topScores + list, 0), 0);
      }
    }
  }
}
