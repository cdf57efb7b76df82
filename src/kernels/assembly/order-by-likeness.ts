import { floatAt, intAt, setInt } from './arrays';

const digits: i32 = 1 << 11;

/**
 * The rows with a similarity above 0, most alike first, ties by the lower index, with -1 after the last: `order` has a
 * place more than there are rows. A radix sort: the bits of positive float32 numbers are ordered as the numbers are.
 * `scratch`: 4 bytes for each row and 8192 more. O(rowCount).
 */
export function orderByLikeness(similarities: usize, rowCount: i32, order: usize, scratch: usize): void {
  const counts = scratch;
  const spare = scratch + ((<usize>digits) << 2);
  let size = 0;
  for (let row = 0; row < rowCount; row++) {
    if (floatAt(similarities, row) > 0) setInt(spare, size++, row);
  }
  // Three passes, the last of which ends in `order`.
  let from = spare;
  let to = order;
  for (let shift = 0; shift < 33; shift += 11) {
    memory.fill(counts, 0, (<usize>digits) << 2);
    for (let at = 0; at < size; at++) {
      const digit = digitOf(similarities, intAt(from, at), shift);
      setInt(counts, digit, intAt(counts, digit) + 1);
    }
    let before = 0;
    for (let digit = digits - 1; digit >= 0; digit--) {
      const count = intAt(counts, digit);
      setInt(counts, digit, before);
      before += count;
    }
    for (let at = 0; at < size; at++) {
      const row = intAt(from, at);
      const digit = digitOf(similarities, row, shift);
      const place = intAt(counts, digit);
      setInt(counts, digit, place + 1);
      setInt(to, place, row);
    }
    const swap = from;
    from = to;
    to = swap;
  }
  setInt(order, size, -1);
}

function digitOf(similarities: usize, row: i32, shift: i32): i32 {
  return (<i32>((<u32>intAt(similarities, row)) >> shift)) & (digits - 1);
}
