import { floatAt, intAt, setFloat } from './arrays';
import { sumOfLanes } from './vectors';

/**
 * Stochastic gradient descent on Σ (r − μ − bᵤ − bᵢ − p·q)² + λ (bᵤ² + bᵢ² + |p|² + |q|²), one step for each rating
 * of the users from `firstUser` to before `lastUser`, in order (Funk 2006; Koren, Bell, Volinsky 2009). Vectors have
 * `factors` numbers, a multiple of 4, in rows of `stride`; the ratings of a user are entries starts[u] … starts[u + 1].
 * `offsetRate` 0 leaves the offsets as they are.
 * The update of one rating and the product for the next are one pass over the vectors. O(ratings · factors).
 */
export function sgd(
  firstUser: i32,
  lastUser: i32,
  starts: usize,
  items: usize,
  values: usize,
  userFactors: usize,
  itemFactors: usize,
  userOffsets: usize,
  itemOffsets: usize,
  factors: i32,
  stride: i32,
  mean: f32,
  rate: f32,
  offsetRate: f32,
  regularization: f32,
): void {
  const keep = f32x4.splat(1 - rate * regularization);
  const rowBytes = (<usize>stride) << 2;
  const bytes = (<usize>factors) << 2;
  const unrolled = (<usize>(factors & ~15)) << 2;
  for (let user = firstUser; user < lastUser; user++) {
    let at = intAt(starts, user);
    const end = intAt(starts, user + 1);
    if (at >= end) continue;
    const taste = userFactors + <usize>user * rowBytes;
    let userOffset = floatAt(userOffsets, user);
    let character = itemFactors + <usize>intAt(items, at) * rowBytes;
    let sum0 = f32x4.splat(0);
    for (let f: usize = 0; f < bytes; f += 16) {
      sum0 = f32x4.add(sum0, f32x4.mul(v128.load(taste + f), v128.load(character + f)));
    }
    let product = sumOfLanes(sum0);
    for (; at < end; at++) {
      const item = intAt(items, at);
      const itemOffset = floatAt(itemOffsets, item);
      const error = floatAt(values, at) - (mean + userOffset + itemOffset + product);
      userOffset += offsetRate * (error - regularization * userOffset);
      setFloat(itemOffsets, item, itemOffset + offsetRate * (error - regularization * itemOffset));
      const step = f32x4.splat(rate * error);
      const next = itemFactors + <usize>intAt(items, at + 1 < end ? at + 1 : at) * rowBytes;
      sum0 = f32x4.splat(0);
      let sum1 = sum0;
      let sum2 = sum0;
      let sum3 = sum0;
      let f: usize = 0;
      for (; f < unrolled; f += 64) {
        let p = v128.load(taste + f);
        let q = v128.load(character + f);
        let updated = f32x4.add(f32x4.mul(p, keep), f32x4.mul(step, q));
        v128.store(taste + f, updated);
        v128.store(character + f, f32x4.add(f32x4.mul(q, keep), f32x4.mul(step, p)));
        sum0 = f32x4.add(sum0, f32x4.mul(updated, v128.load(next + f)));
        p = v128.load(taste + f, 16);
        q = v128.load(character + f, 16);
        updated = f32x4.add(f32x4.mul(p, keep), f32x4.mul(step, q));
        v128.store(taste + f, updated, 16);
        v128.store(character + f, f32x4.add(f32x4.mul(q, keep), f32x4.mul(step, p)), 16);
        sum1 = f32x4.add(sum1, f32x4.mul(updated, v128.load(next + f, 16)));
        p = v128.load(taste + f, 32);
        q = v128.load(character + f, 32);
        updated = f32x4.add(f32x4.mul(p, keep), f32x4.mul(step, q));
        v128.store(taste + f, updated, 32);
        v128.store(character + f, f32x4.add(f32x4.mul(q, keep), f32x4.mul(step, p)), 32);
        sum2 = f32x4.add(sum2, f32x4.mul(updated, v128.load(next + f, 32)));
        p = v128.load(taste + f, 48);
        q = v128.load(character + f, 48);
        updated = f32x4.add(f32x4.mul(p, keep), f32x4.mul(step, q));
        v128.store(taste + f, updated, 48);
        v128.store(character + f, f32x4.add(f32x4.mul(q, keep), f32x4.mul(step, p)), 48);
        sum3 = f32x4.add(sum3, f32x4.mul(updated, v128.load(next + f, 48)));
      }
      for (; f < bytes; f += 16) {
        const p = v128.load(taste + f);
        const q = v128.load(character + f);
        const updated = f32x4.add(f32x4.mul(p, keep), f32x4.mul(step, q));
        v128.store(taste + f, updated);
        v128.store(character + f, f32x4.add(f32x4.mul(q, keep), f32x4.mul(step, p)));
        sum0 = f32x4.add(sum0, f32x4.mul(updated, v128.load(next + f)));
      }
      product = sumOfLanes(f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3)));
      character = next;
    }
    setFloat(userOffsets, user, userOffset);
  }
}
