import { floatAt, intAt } from './arrays';

/** Numbers that are worked on at a time, so that their sums stay in the first-level cache. */
const atOnce: i32 = 512;

/**
 * The ratings that deviations predict for the items from `firstItem` to before `lastItem`, multiples of 4: `level` + the
 * mean of what each of the `count` rated films says, value + deviation of the item from it, over the films that say
 * something; NaN where none does. Deviations are at rows[film] + 4 · i, NaN for those that say nothing. Where `weighted`,
 * each counts as often as the number `width` places on says. All sums are in the order of the films. So that
 * there may be more films than rows have room for, `scores` and `weights` hold the sums so far, 0 before the first call,
 * and the mean is taken where `last`. O(items · count).
 */
export function averageDeviations(
  rows: usize,
  values: usize,
  count: i32,
  firstItem: i32,
  lastItem: i32,
  weighted: i32,
  width: i32,
  level: f32,
  scores: usize,
  weights: usize,
  last: i32,
): void {
  const toCounts = (<usize>width) << 2;
  const levels = f32x4.splat(level);
  for (let item = firstItem; item < lastItem; item += atOnce) {
    const start = (<usize>item) << 2;
    const bytes = (<usize>min(atOnce, lastItem - item)) << 2;
    const sums = scores + start;
    const totals = weights + start;
    for (let film = 0; film < count; film++) {
      const row = <usize>intAt(rows, film) + start;
      const value = f32x4.splat(floatAt(values, film));
      for (let at: usize = 0; at < bytes; at += 16) {
        const deviation = v128.load(row + at);
        const says = f32x4.eq(deviation, deviation);
        const weight = v128.and(says, weighted ? v128.load(row + at + toCounts) : f32x4.splat(1));
        const said = v128.and(says, f32x4.mul(weight, f32x4.add(value, deviation)));
        v128.store(sums + at, f32x4.add(v128.load(sums + at), said));
        v128.store(totals + at, f32x4.add(v128.load(totals + at), weight));
      }
    }
    if (!last) continue;
    for (let at: usize = 0; at < bytes; at += 16) {
      const weight = v128.load(totals + at);
      const mean = f32x4.add(levels, f32x4.div(v128.load(sums + at), weight));
      v128.store(sums + at, v128.bitselect(mean, f32x4.splat(NaN), f32x4.gt(weight, f32x4.splat(0))));
    }
  }
}
