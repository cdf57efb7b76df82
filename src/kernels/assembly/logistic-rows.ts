import { floatAt, intAt, setFloat } from './arrays';
import { holds } from './bpr';
import { logisticOfNegative } from './logistic';
import { below, mix } from './random';
import { addScaled, dot } from './vectors';

/**
 * Steps of gradient ascent, as long as AdaGrad's (Duchi, Hazan, Singer 2011), on the likelihood of logistic matrix
 * factorization (Johnson 2014) for the rows from `firstRow` to before `lastRow`, while the vectors of the columns stay:
 * Σ wₖ ln σ(x · yₖ) + Σ ln σ(−x · yⱼ) − λ/2 |x|². The first sum is over the row's entries k, the columns `indexes` with
 * their `weights`, which are all 1 if the address is 0; the second over `negatives` columns for each entry, drawn anew in
 * each step from `others`, less those that are entries themselves. What is drawn depends on `key`, the entry's column and
 * the number of the step alone.
 *
 * `solutions` holds x, and `sums` what the squares of the gradients come to, which starts at more than 0; both have, like
 * `vectors`, rows of `width` numbers, a multiple of 4. Number `constant` of x is always 1. `scratch`: a row.
 * O(steps · entries · (1 + negatives) · width).
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
  negatives: i32,
  rate: f32,
  regularization: f32,
  key: u32,
  scratch: usize,
): void {
  const bytes = (<usize>width) << 2;
  const rates = f32x4.splat(rate);
  const pull = f32x4.splat(regularization);
  for (let row = firstRow; row < lastRow; row++) {
    const x = solutions + <usize>row * bytes;
    const squares = sums + <usize>row * bytes;
    const from = intAt(starts, row);
    const own = indexes + ((<usize>from) << 2);
    const count = intAt(starts, row + 1) - from;
    if (count == 0) continue;
    for (let step = firstStep; step < firstStep + steps; step++) {
      memory.fill(scratch, 0, bytes);
      for (let at = 0; at < count; at++) {
        const column = intAt(own, at);
        const y = vectors + <usize>column * bytes;
        const weight: f32 = weights ? floatAt(weights, from + at) : 1;
        addScaled(scratch, weight * logisticOfNegative(dot(x, y, width)), y, width);
        let random = mix(<u32>column + key) + <u32>step;
        for (let drawn = 0; drawn < negatives; drawn++) {
          random = mix(random);
          const other = intAt(others, below(random, otherCount));
          if (holds(own, count, other)) continue;
          const z = vectors + <usize>other * bytes;
          addScaled(scratch, -logisticOfNegative(-dot(x, z, width)), z, width);
        }
      }
      for (let f: usize = 0; f < bytes; f += 16) {
        const now = v128.load(x + f);
        const gradient = f32x4.sub(v128.load(scratch + f), f32x4.mul(pull, now));
        const sum = f32x4.add(v128.load(squares + f), f32x4.mul(gradient, gradient));
        v128.store(squares + f, sum);
        v128.store(x + f, f32x4.add(now, f32x4.div(f32x4.mul(rates, gradient), f32x4.sqrt(sum))));
      }
      setFloat(x, constant, 1);
    }
  }
}
