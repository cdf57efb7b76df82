import { floatAt, intAt, setFloat, setInt } from './arrays';
import { logisticOfNegative } from './logistic';
import { below, mix } from './random';
import { sumsOfLanes } from './vectors';

/**
 * Steps of gradient ascent, as long as AdaGrad's (Duchi, Hazan, Singer 2011), on the likelihood of logistic matrix
 * factorization (Johnson 2014) for the rows from `firstRow` to before `lastRow`, while the vectors of the columns stay:
 * Σ wₖ ln σ(x · yₖ) + Σ ln σ(−x · yⱼ) − λ/2 |x|². The first sum is over the row's entries k, the columns `indexes` with
 * their `weights`, which are all 1 if the address is 0; the second over columns drawn anew in each step from `others`:
 * `ofEntry` for each entry and `ofRow` besides. As in the paper, that may be entries, too. What is drawn depends on
 * `key`, the number of the step and the entry's column alone, or the row.
 *
 * `solutions` holds x, and `sums` what the squares of the gradients come to, which starts at more than 0; both have, like
 * `vectors`, rows of `width` numbers, a multiple of 4. Number `constant` of x is always 1. `scratch`: a row and 8 numbers.
 * A row without entries is left alone. O(steps · (entries · (1 + ofEntry) + ofRow) · width).
 */
export function logisticRows(
  firstRow: i32,
  lastRow: i32,
  starts: usize,
  indexes: usize,
  weights: usize,
  others: usize,
  otherCount: i32,
  solutions: usize,
  sums: usize,
  vectors: usize,
  width: i32,
  constant: i32,
  steps: i32,
  firstStep: i32,
  ofEntry: i32,
  ofRow: i32,
  rate: f32,
  regularization: f32,
  key: u32,
  scratch: usize,
): void {
  const bytes = (<usize>width) << 2;
  const four = scratch + bytes;
  for (let row = firstRow; row < lastRow; row++) {
    const x = solutions + <usize>row * bytes;
    const from = intAt(starts, row);
    const to = intAt(starts, row + 1);
    if (from == to) continue;
    for (let step = firstStep; step < firstStep + steps; step++) {
      memory.fill(scratch, 0, bytes);
      let count = 0;
      for (let at = from; at < to; at++) {
        const column = intAt(indexes, at);
        count = add(column, weights ? floatAt(weights, at) : 1, count, four, x, vectors, bytes, scratch);
        let random = mix(<u32>column + key) + <u32>step;
        for (let drawn = 0; drawn < ofEntry; drawn++) {
          random = mix(random);
          count = add(intAt(others, below(random, otherCount)), -1, count, four, x, vectors, bytes, scratch);
        }
      }
      let random = mix(<u32>row + key) + <u32>step;
      for (let drawn = 0; drawn < ofRow; drawn++) {
        random = mix(random);
        count = add(intAt(others, below(random, otherCount)), -1, count, four, x, vectors, bytes, scratch);
      }
      while (count > 0) count = add(intAt(four, 0), 0, count, four, x, vectors, bytes, scratch);
      climb(x, sums + <usize>row * bytes, scratch, bytes, rate, regularization);
      setFloat(x, constant, 1);
    }
  }
}

/** Keeps a column and its weight, less than 0 for one that was drawn, until there are four. Returns how many wait. */
function add(
  column: i32,
  weight: f32,
  count: i32,
  four: usize,
  x: usize,
  vectors: usize,
  bytes: usize,
  gradient: usize,
): i32 {
  setInt(four, count, column);
  setFloat(four, count + 4, weight);
  if (count < 3) return count + 1;
  addFour(four, x, vectors, bytes, gradient);
  return 0;
}

/** Adds w σ(−x · y) y to the gradient for four columns at once, or w σ(x · y) y where w is less than 0. */
function addFour(four: usize, x: usize, vectors: usize, bytes: usize, gradient: usize): void {
  const a = vectors + <usize>intAt(four, 0) * bytes;
  const b = vectors + <usize>intAt(four, 1) * bytes;
  const c = vectors + <usize>intAt(four, 2) * bytes;
  const d = vectors + <usize>intAt(four, 3) * bytes;
  let ofA = f32x4.splat(0);
  let ofB = ofA;
  let ofC = ofA;
  let ofD = ofA;
  for (let f: usize = 0; f < bytes; f += 16) {
    const own = v128.load(x + f);
    ofA = f32x4.add(ofA, f32x4.mul(own, v128.load(a + f)));
    ofB = f32x4.add(ofB, f32x4.mul(own, v128.load(b + f)));
    ofC = f32x4.add(ofC, f32x4.mul(own, v128.load(c + f)));
    ofD = f32x4.add(ofD, f32x4.mul(own, v128.load(d + f)));
  }
  const products = sumsOfLanes(ofA, ofB, ofC, ofD);
  ofA = f32x4.splat(pull(f32x4.extract_lane(products, 0), floatAt(four, 4)));
  ofB = f32x4.splat(pull(f32x4.extract_lane(products, 1), floatAt(four, 5)));
  ofC = f32x4.splat(pull(f32x4.extract_lane(products, 2), floatAt(four, 6)));
  ofD = f32x4.splat(pull(f32x4.extract_lane(products, 3), floatAt(four, 7)));
  for (let f: usize = 0; f < bytes; f += 16) {
    const first = f32x4.add(f32x4.mul(ofA, v128.load(a + f)), f32x4.mul(ofB, v128.load(b + f)));
    const second = f32x4.add(f32x4.mul(ofC, v128.load(c + f)), f32x4.mul(ofD, v128.load(d + f)));
    v128.store(gradient + f, f32x4.add(v128.load(gradient + f), f32x4.add(first, second)));
  }
}

function pull(product: f32, weight: f32): f32 {
  return weight * logisticOfNegative(weight < 0 ? -product : product);
}

/** One step of AdaGrad. */
function climb(x: usize, sums: usize, gradient: usize, bytes: usize, rate: f32, regularization: f32): void {
  const rates = f32x4.splat(rate);
  const pulls = f32x4.splat(regularization);
  for (let f: usize = 0; f < bytes; f += 16) {
    const now = v128.load(x + f);
    const slope = f32x4.sub(v128.load(gradient + f), f32x4.mul(pulls, now));
    const sum = f32x4.add(v128.load(sums + f), f32x4.mul(slope, slope));
    v128.store(sums + f, sum);
    v128.store(x + f, f32x4.add(now, f32x4.div(f32x4.mul(rates, slope), f32x4.sqrt(sum))));
  }
}
