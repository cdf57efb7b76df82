import { floatAt, intAt, setFloat } from './arrays';

/**
 * Sums over the pairs of two rows' values that meet at the same column, for one row and every other at once: the row is
 * given by its `indexes` and `values`, all others by column (column c is `others` and `otherValues` from starts[c] to
 * starts[c + 1], ascending), of which only those with a higher index than `above` are looked at. A sum of two rows is
 * the same to the bit from either side, since common columns come in the same order. `sums` has a record for each other
 * row, to be cleared before. O(Σ entries of the columns that the row has).
 */

/** Σ xy, one number a record. */
export function sumProducts(
  indexes: usize,
  values: usize,
  count: i32,
  starts: usize,
  others: usize,
  otherValues: usize,
  above: i32,
  sums: usize,
): void {
  const apart = otherValues - others;
  for (let entry = 0; entry < count; entry++) {
    const column = intAt(indexes, entry);
    const x = floatAt(values, entry);
    const last = intAt(starts, column + 1);
    let at = others + ((<usize>firstAbove(others, intAt(starts, column), last, above)) << 2);
    const end = others + ((<usize>last) << 2);
    // Four at a time, for it is all that an iteration has to do.
    for (; at + 16 <= end; at += 16) {
      addProduct(sums, load<i32>(at), x * load<f32>(at + apart));
      addProduct(sums, load<i32>(at, 4), x * load<f32>(at + apart, 4));
      addProduct(sums, load<i32>(at, 8), x * load<f32>(at + apart, 8));
      addProduct(sums, load<i32>(at, 12), x * load<f32>(at + apart, 12));
    }
    for (; at < end; at += 4) addProduct(sums, load<i32>(at), x * load<f32>(at + apart));
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
  above: i32,
  sums: usize,
): void {
  for (let entry = 0; entry < count; entry++) {
    const column = intAt(indexes, entry);
    const x = floatAt(values, entry);
    const same = f32x4(0, x * x, 0, 1);
    const onlyX = f32x4(x, 0, 0, 0);
    const last = intAt(starts, column + 1);
    for (let at = firstAbove(others, intAt(starts, column), last, above); at < last; at++) {
      addSquares(sums + ((<usize>intAt(others, at)) << 4), same, onlyX, floatAt(otherValues, at));
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
  above: i32,
  sums: usize,
): void {
  for (let entry = 0; entry < count; entry++) {
    const column = intAt(indexes, entry);
    const x = floatAt(values, entry);
    const same = f32x4(0, x * x, 0, 1);
    const onlyX = f32x4(x, 0, 0, 0);
    const last = intAt(starts, column + 1);
    for (let at = firstAbove(others, intAt(starts, column), last, above); at < last; at++) {
      const y = floatAt(otherValues, at);
      const record = sums + ((<usize>intAt(others, at)) << 5);
      addSquares(record, same, onlyX, y);
      v128.store(record, f32x4.add(v128.load(record, 16), f32x4.replace_lane(onlyX, 1, y)), 16);
    }
  }
}

function addProduct(sums: usize, other: i32, product: f32): void {
  setFloat(sums, other, floatAt(sums, other) + product);
}

/** Adds xy, xx, yy and 1. */
function addSquares(record: usize, same: v128, onlyX: v128, y: f32): void {
  const products = f32x4.mul(f32x4.splat(y), f32x4.replace_lane(onlyX, 2, y));
  v128.store(record, f32x4.add(v128.load(record), f32x4.add(products, same)));
}

/** The first entry from `from` to before `last`, which ascend, that is higher than `above`; `last` if none is. */
function firstAbove(others: usize, from: i32, last: i32, above: i32): i32 {
  if (above < 0) return from;
  let to = last;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (intAt(others, middle) <= above) from = middle + 1;
    else to = middle;
  }
  return from;
}
