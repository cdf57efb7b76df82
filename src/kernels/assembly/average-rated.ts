import { floatAt, intAt } from './arrays';

/**
 * The ratings that the films someone rated predict for others (Sarwar et al. 2001; Koren 2010, §2.2): for the items
 * from `firstItem` to before `lastItem`, score = level + itemLevels[i] + itemSpreads[i] · Σ s·v / (Σ s + prior), over
 * the `size` of the `count` rated films that are most like i, ties by the earlier. v is a rated film's value; s are its
 * weight times what stands at rows[film] + 4 · i, 0 or more, of which 0 counts for nothing. Of an item with fewer than `least` neighbors the score
 * is NaN. Four items at a time; the least similarity that is let in is found by halving its bits, so that nothing is
 * sorted and all sums are in the order of the films. `scratch`: 16 bytes for each rated film. All rows, levels, spreads
 * and scores can be read and written up to a multiple of 4. O(items · count), times some 15 where count > size.
 */
export function averageRated(
  rows: usize,
  values: usize,
  weights: usize,
  count: i32,
  firstItem: i32,
  lastItem: i32,
  size: i32,
  least: i32,
  prior: f32,
  level: f32,
  itemLevels: usize,
  itemSpreads: usize,
  scores: usize,
  scratch: usize,
): void {
  const end = scratch + ((<usize>count) << 4);
  const sizes = i32x4.splat(size);
  const enough = i32x4.splat(max(least, 1));
  const one = i32x4.splat(1);
  for (let item = firstItem; item < lastItem; item += 4) {
    const at = (<usize>item) << 2;
    let positive = i32x4.splat(0);
    for (let film = 0; film < count; film++) {
      const four = f32x4.mul(v128.load(<usize>intAt(rows, film) + at), f32x4.splat(floatAt(weights, film)));
      v128.store(scratch + ((<usize>film) << 4), four);
      positive = i32x4.sub(positive, i32x4.gt_s(four, i32x4.splat(0)));
    }
    // A similarity of at least this much is let in: at first each that is above 0.
    let bar = one;
    /** How many of those that just reach the bar are let in. */
    let room = i32x4.splat(i32.MAX_VALUE);
    if (v128.any_true(i32x4.gt_s(positive, sizes))) {
      bar = barOf(scratch, end, positive, sizes);
      let above = i32x4.splat(0);
      for (let film = scratch; film < end; film += 16) {
        above = i32x4.sub(above, i32x4.gt_s(v128.load(film), bar));
      }
      room = i32x4.sub(sizes, above);
    }
    let sum = f32x4.splat(0);
    let weight = sum;
    let place = 0;
    for (let film = scratch; film < end; film += 16, place++) {
      const four = v128.load(film);
      const equal = v128.and(i32x4.eq(four, bar), i32x4.gt_s(room, i32x4.splat(0)));
      room = i32x4.add(room, equal);
      const kept = v128.and(four, v128.or(equal, i32x4.gt_s(four, bar)));
      weight = f32x4.add(weight, kept);
      sum = f32x4.add(sum, f32x4.mul(kept, f32x4.splat(floatAt(values, place))));
    }
    const mean = f32x4.div(sum, f32x4.add(weight, f32x4.splat(prior)));
    const base = f32x4.add(f32x4.splat(level), v128.load(itemLevels + at));
    const score = f32x4.add(base, f32x4.mul(v128.load(itemSpreads + at), mean));
    const known = i32x4.ge_s(i32x4.min_s(positive, sizes), enough);
    v128.store(scores + at, v128.bitselect(score, f32x4.splat(NaN), known));
  }
}

/**
 * In each lane the highest bar that `sizes` of the numbers reach, or 1 where no more are above 0. The bits of positive
 * float32 numbers are ordered as the numbers are; a lane is done when exactly as many reach its bar.
 */
function barOf(from: usize, end: usize, positive: v128, sizes: v128): v128 {
  const one = i32x4.splat(1);
  let low = one; // reached by at least as many
  let high = i32x4.splat(0x7f800000); // by fewer
  let open = i32x4.gt_s(positive, sizes);
  while (v128.any_true(open)) {
    const middle = i32x4.add(low, i32x4.shr_u(i32x4.sub(high, low), 1));
    let reached = i32x4.splat(0);
    for (let film = from; film < end; film += 16) {
      reached = i32x4.sub(reached, i32x4.ge_s(v128.load(film), middle));
    }
    const up = v128.and(open, i32x4.ge_s(reached, sizes));
    low = v128.bitselect(middle, low, up);
    high = v128.bitselect(middle, high, v128.andnot(open, up));
    const found = v128.or(i32x4.eq(reached, sizes), i32x4.le_s(i32x4.sub(high, low), one));
    open = v128.andnot(open, found);
  }
  return low;
}
