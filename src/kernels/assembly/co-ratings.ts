import { floatAt, intAt, setFloat } from './arrays';

/**
 * Sums over the pairs of two rows' values that meet at the same column, for one row and every other at once: the row is
 * given by its `indexes` and `values`, all others by column (column c is `others` and `otherValues` from starts[c] to
 * starts[c + 1]). A sum of two rows is the same to the bit from either side, since common columns come in the same
 * order. `sums` has a record for each other row, to be cleared before. O(Σ entries of the columns that the row has).
 */

/** Σ xy, one number a record. */
export function sumProducts(
  indexes: usize,
  values: usize,
  count: i32,
  starts: usize,
  others: usize,
  otherValues: usize,
  sums: usize,
): void {
  for (let entry = 0; entry < count; entry++) {
    const column = intAt(indexes, entry);
    const x = floatAt(values, entry);
    const last = intAt(starts, column + 1);
    for (let at = intAt(starts, column); at < last; at++) {
      const other = intAt(others, at);
      setFloat(sums, other, floatAt(sums, other) + x * floatAt(otherValues, at));
    }
  }
}

/** Σ xy, Σ xx, Σ yy and how many there are: four numbers a record. */
export function sumSquares(
  indexes: usize,
  values: usize,
  count: i32,
  starts: usize,
  others: usize,
  otherValues: usize,
  sums: usize,
): void {
  for (let entry = 0; entry < count; entry++) {
    const column = intAt(indexes, entry);
    const x = floatAt(values, entry);
    const same = f32x4(0, x * x, 0, 1);
    const first = f32x4(x, 0, 0, 0);
    const last = intAt(starts, column + 1);
    for (let at = intAt(starts, column); at < last; at++) {
      const y = floatAt(otherValues, at);
      const record = sums + ((<usize>intAt(others, at)) << 4);
      const products = f32x4.mul(f32x4.splat(y), f32x4.replace_lane(first, 2, y));
      v128.store(record, f32x4.add(v128.load(record), f32x4.add(products, same)));
    }
  }
}

/** Σ xy, Σ xx, Σ yy, how many there are, Σ x, Σ y, and two numbers that say nothing: eight a record. */
export function sumSquaresAndValues(
  indexes: usize,
  values: usize,
  count: i32,
  starts: usize,
  others: usize,
  otherValues: usize,
  sums: usize,
): void {
  for (let entry = 0; entry < count; entry++) {
    const column = intAt(indexes, entry);
    const x = floatAt(values, entry);
    const same = f32x4(0, x * x, 0, 1);
    const first = f32x4(x, 0, 0, 0);
    const last = intAt(starts, column + 1);
    for (let at = intAt(starts, column); at < last; at++) {
      const y = floatAt(otherValues, at);
      const record = sums + ((<usize>intAt(others, at)) << 5);
      const products = f32x4.mul(f32x4.splat(y), f32x4.replace_lane(first, 2, y));
      v128.store(record, f32x4.add(v128.load(record), f32x4.add(products, same)));
      v128.store(record, f32x4.add(v128.load(record, 16), f32x4.replace_lane(first, 1, y)), 16);
    }
  }
}
