import { intAt } from './arrays';
import { addScaled } from './vectors';

/**
 * Brings what groups did to their own copies of some rows together again in `rows`, for rows from `firstRow` to before
 * `lastRow`: the changes to a row's first `summed` numbers are added up, of the others the mean is taken, in the order
 * of the groups. A group changed a row if its stamp there is `round`. Copies, in rows of `length` numbers, and stamps,
 * one 32-bit integer a row, stand one group after another. `summed` and `length` are multiples of 4.
 * O(rows · groups + copies · length).
 */
export function mergeCopies(
  firstRow: i32,
  lastRow: i32,
  rows: usize,
  rowCount: i32,
  length: i32,
  summed: i32,
  copies: usize,
  stamps: usize,
  groups: i32,
  round: i32,
): void {
  const rowBytes = (<usize>length) << 2;
  const summedBytes = (<usize>summed) << 2;
  for (let row = firstRow; row < lastRow; row++) {
    let changed = 0;
    for (let group = 0; group < groups; group++) {
      if (intAt(stamps, group * rowCount + row) === round) changed++;
    }
    if (changed === 0) continue;
    // x + Σ (copy − x) = (1 − changed) x + Σ copy: where only one group changed a row, exactly its copy.
    const target = rows + <usize>row * rowBytes;
    const share: f32 = 1 / <f32>changed;
    scale(target, 1 - <f32>changed, summed);
    scale(target + summedBytes, 0, length - summed);
    for (let group = 0; group < groups; group++) {
      if (intAt(stamps, group * rowCount + row) !== round) continue;
      const copy = copies + (<usize>group * <usize>rowCount + <usize>row) * rowBytes;
      addScaled(target, 1, copy, summed);
      addScaled(target + summedBytes, share, copy + summedBytes, length - summed);
    }
  }
}

/** target *= factor */
function scale(target: usize, factor: f32, length: i32): void {
  const factors = f32x4.splat(factor);
  for (const end = target + ((<usize>length) << 2); target < end; target += 16) {
    v128.store(target, f32x4.mul(factors, v128.load(target)));
  }
}
