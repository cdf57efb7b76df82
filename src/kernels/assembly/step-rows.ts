import { intAt } from './arrays';

/**
 * A step of plain descent for each of `count` examples, one after another, for the row of a matrix that it is about, which
 * `rows` says: row ← row − rate · (gradient + regularization · row), the gradients being one row for each example. A row's
 * last number is an offset and not pulled towards 0. Rows have `width` numbers, a multiple of 4. O(count · width).
 */
export function stepRows(
  count: i32,
  rows: usize,
  gradients: usize,
  width: i32,
  weights: usize,
  rate: f32,
  regularization: f32,
): void {
  const bytes = (<usize>width) << 2;
  const keep = f32x4.splat(1 - rate * regularization);
  const keepButOffset = f32x4.replace_lane(keep, 3, 1);
  const size = f32x4.splat(rate);
  for (let example = 0; example < count; example++, gradients += bytes) {
    const row = weights + <usize>intAt(rows, example) * bytes;
    for (let f: usize = 0; f < bytes; f += 16) {
      const kept = f32x4.mul(f + 16 == bytes ? keepButOffset : keep, v128.load(row + f));
      v128.store(row + f, f32x4.sub(kept, f32x4.mul(size, v128.load(gradients + f))));
    }
  }
}
