import { floatAt, intAt, setFloat } from './arrays';
import { recordBytes, rest, shift } from './bfm-record';
import { sumOfLanes } from './vectors';

/**
 * Takes from the errors of the ratings from `first` to before `last` what the draws of a block's four columns changed in
 * their predictions. The call with the last of `ratingCount` ratings also puts the new vectors of all rows in the place
 * of the old, so it comes after the others. Arguments as of `bfmCollect`. O(ratings).
 */
export function bfmSpread(
  first: i32,
  last: i32,
  ratingCount: i32,
  errorOf: usize,
  columns: usize,
  rows: usize,
  rowCount: i32,
  vectors: usize,
  records: usize,
  others: usize,
  otherVectors: usize,
  more: usize,
  moreVectors: usize,
): void {
  for (let at = first; at < last; at++) {
    const a = v128.load(otherVectors + ((<usize>intAt(others, at)) << 4));
    const b = v128.load(moreVectors + ((<usize>intAt(more, at)) << 4));
    const row = <usize>intAt(rows, at);
    const record = records + row * recordBytes;
    const moved = f32x4.sub(v128.load(record), v128.load(vectors + (row << 4)));
    const change = load<f32>(record + shift) + sumOfLanes(f32x4.mul(moved, rest(a, b, columns)));
    setFloat(errorOf, at, floatAt(errorOf, at) - change);
  }
  if (last < ratingCount) return;
  for (let row = 0; row < rowCount; row++) {
    v128.store(vectors + ((<usize>row) << 4), v128.load(records + <usize>row * recordBytes));
  }
}
