import { floatAt, intAt, setFloat } from './arrays';
import { addScaled } from './vectors';

/**
 * The rows of a temporal ridge regression, so that what remains is an ordinary one: x = (q, 1, drift) and the target of
 * each rating, of the users from `firstUser` to before `lastUser`, freed of what the offsets of days and bursts can
 * explain. `drift` is nothing (`driftColumns` 0), d (1), or d · (q, 1) (factors + 1) for the rating's deviation d.
 *
 * Such offsets, of variance v where an error has 1, give the errors of one day the covariance C = I + v 11ᵀ, and the
 * least squares under C are the ordinary ones of Bx where BᵀB = C⁻¹: B = I − c 11ᵀ with c = (1 − (1 + vn)^-½) / n. Bursts
 * lie within days: they are taken out first, and what they made of the ones then stands for the ones of the day.
 *
 * A user's ratings of one burst, and of one day, stand together; -1 is none. Rows have `rowLength` numbers, a multiple
 * of 4 and at least one more than x. O(ratings · rowLength).
 */
export function temporalRows(
  firstUser: i32,
  lastUser: i32,
  starts: usize,
  items: usize,
  targets: usize,
  deviations: usize,
  days: usize,
  bursts: usize,
  dayVariance: f32,
  burstVariance: f32,
  itemVectors: usize,
  itemWidth: i32,
  factors: i32,
  driftColumns: i32,
  rows: usize,
  rowLength: i32,
  rowTargets: usize,
  scratch: usize,
): void {
  const bytes = (<usize>rowLength) << 2;
  const itemBytes = (<usize>itemWidth) << 2;
  const size = factors + 1 + driftColumns;
  const first = intAt(starts, firstUser);
  const last = intAt(starts, lastUser);
  for (let at = first; at < last; at++) {
    const row = rows + <usize>at * bytes;
    const item = itemVectors + <usize>intAt(items, at) * itemBytes;
    memory.fill(row, 0, bytes);
    memory.copy(row, item, (<usize>factors) << 2);
    setFloat(row, factors, 1);
    // The last `driftColumns` of (q, 1), times d.
    const deviation = floatAt(deviations, at);
    for (let column = factors + 1; column < size; column++) {
      setFloat(row, column, deviation * floatAt(row, column - driftColumns));
    }
    setFloat(row, size, floatAt(targets, at));
  }
  for (let user = firstUser; user < lastUser; user++) {
    const from = intAt(starts, user);
    const to = intAt(starts, user + 1);
    takeOut(bursts, from, to, burstVariance, rows, rowLength, factors, scratch);
    takeOut(days, from, to, dayVariance, rows, rowLength, factors, scratch);
  }
  for (let at = first; at < last; at++) setFloat(rowTargets, at, floatAt(rows + <usize>at * bytes, size));
}

/** Applies I − c uuᵀ to the rows of each occasion, where u is their column `ones`. */
function takeOut(
  occasions: usize,
  from: i32,
  to: i32,
  variance: f32,
  rows: usize,
  rowLength: i32,
  ones: i32,
  sum: usize,
): void {
  const bytes = (<usize>rowLength) << 2;
  while (from < to) {
    const occasion = intAt(occasions, from);
    let end = from + 1;
    while (end < to && intAt(occasions, end) === occasion) end++;
    if (occasion >= 0 && variance > 0) {
      let squares: f32 = 0;
      memory.fill(sum, 0, bytes);
      for (let at = from; at < end; at++) {
        const row = rows + <usize>at * bytes;
        const one = floatAt(row, ones);
        squares += one * one;
        addScaled(sum, one, row, rowLength);
      }
      const share: f32 = (1 - 1 / sqrt<f32>(1 + variance * squares)) / squares;
      for (let at = from; at < end; at++) {
        const row = rows + <usize>at * bytes;
        addScaled(row, -share * floatAt(row, ones), sum, rowLength);
      }
    }
    from = end;
  }
}
