import { floatAt, intAt, setFloat, setInt } from './arrays';
import { addScaled, sumOfLanes } from './vectors';

/**
 * Stochastic gradient descent on Σ (r − μ − bᵤ − bᵢ − q·(p + z))² + λ (bᵤ² + bᵢ² + |p|² + |q|²) + λ′ Σ |yⱼ|² where
 * z = n^-½ Σ yⱼ over the n items that the user rated (Koren 2008, "Factorization Meets the Neighborhood", §4.1): one
 * step for each rating of the users from `firstUser` to before `lastUser`, in order. Steps of q, p, bᵤ, bᵢ have the
 * length `rate`, those of y `implicitRate`.
 *
 * A rating's step moves all n of the user's yⱼ: yⱼ += γ′ (n^-½ e q − λ′ yⱼ). Summed over j that is z += γ′ (e q − λ′ z);
 * and after the user's n steps each yⱼ has become dⁿ yⱼ + a, where d = 1 − γ′λ′ and a = n^-½ (z − dⁿ z₀) is the same
 * for all. So it is enough to move z, and the yⱼ once a user: exact, and O(factors) a rating.
 *
 * An item's row in `itemRows` holds q, y and bᵢ: `factors` (a multiple of 4), `factors` and 4 numbers. With `stamps`
 * that are not 0, rows are changed in `copies`: the first time that an item is met in a round, its row is copied there
 * and its stamp set to `round`. `scratch` has room for 2 · factors numbers. O(ratings · factors).
 */
export function svdpp(
  firstUser: i32,
  lastUser: i32,
  starts: usize,
  items: usize,
  values: usize,
  userFactors: usize,
  userOffsets: usize,
  itemRows: usize,
  copies: usize,
  stamps: usize,
  round: i32,
  factors: i32,
  mean: f32,
  rate: f32,
  regularization: f32,
  implicitRate: f32,
  implicitRegularization: f32,
  scratch: usize,
): void {
  const bytes = (<usize>factors) << 2;
  const rowBytes = (bytes << 1) + 16;
  const rows = stamps === 0 ? itemRows : copies;
  const keep = f32x4.splat(1 - rate * regularization);
  const implicitKeep = f32x4.splat(1 - implicitRate * implicitRegularization);
  const z = scratch;
  const start = scratch + bytes;
  for (let user = firstUser; user < lastUser; user++) {
    const first = intAt(starts, user);
    const end = intAt(starts, user + 1);
    if (first >= end) continue;
    const p = userFactors + <usize>user * bytes;

    memory.fill(z, 0, bytes);
    for (let at = first; at < end; at++) {
      const item = intAt(items, at);
      const row = rows + <usize>item * rowBytes;
      if (stamps !== 0 && intAt(stamps, item) !== round) {
        setInt(stamps, item, round);
        copyRow(row, itemRows + <usize>item * rowBytes, rowBytes);
      }
      addScaled(z, 1, row + bytes, factors);
    }
    const perRoot: f32 = 1 / sqrt<f32>(<f32>(end - first));
    const perRoots = f32x4.splat(perRoot);
    let q = rows + <usize>intAt(items, first) * rowBytes;
    let sums = f32x4.splat(0);
    for (let f: usize = 0; f < bytes; f += 16) {
      const scaled = f32x4.mul(perRoots, v128.load(z + f));
      v128.store(z + f, scaled);
      v128.store(start + f, scaled);
      sums = f32x4.add(sums, f32x4.mul(f32x4.add(v128.load(p + f), scaled), v128.load(q + f)));
    }
    let product = sumOfLanes(sums);

    // The update of one rating and the product for the next are one pass over the vectors.
    let userOffset = floatAt(userOffsets, user);
    let kept: f32 = 1;
    for (let at = first; at < end; at++) {
      const offset = q + (bytes << 1);
      const itemOffset = load<f32>(offset);
      const error = floatAt(values, at) - (mean + userOffset + itemOffset + product);
      userOffset += rate * (error - regularization * userOffset);
      store<f32>(offset, itemOffset + rate * (error - regularization * itemOffset));
      const step = f32x4.splat(rate * error);
      const implicitStep = f32x4.splat(implicitRate * error);
      const next = rows + <usize>intAt(items, at + 1 < end ? at + 1 : at) * rowBytes;
      sums = f32x4.splat(0);
      for (let f: usize = 0; f < bytes; f += 16) {
        const taste = v128.load(p + f);
        const implicit = v128.load(z + f);
        const character = v128.load(q + f);
        const newTaste = f32x4.add(f32x4.mul(taste, keep), f32x4.mul(step, character));
        const newImplicit = f32x4.add(f32x4.mul(implicit, implicitKeep), f32x4.mul(implicitStep, character));
        v128.store(p + f, newTaste);
        v128.store(z + f, newImplicit);
        v128.store(q + f, f32x4.add(f32x4.mul(character, keep), f32x4.mul(step, f32x4.add(taste, implicit))));
        sums = f32x4.add(sums, f32x4.mul(f32x4.add(newTaste, newImplicit), v128.load(next + f)));
      }
      product = sumOfLanes(sums);
      kept *= 1 - implicitRate * implicitRegularization;
      q = next;
    }
    setFloat(userOffsets, user, userOffset);

    const allKept = f32x4.splat(kept);
    for (let f: usize = 0; f < bytes; f += 16) {
      const moved = f32x4.sub(v128.load(z + f), f32x4.mul(allKept, v128.load(start + f)));
      v128.store(z + f, f32x4.mul(perRoots, moved));
    }
    for (let at = first; at < end; at++) {
      const y = rows + <usize>intAt(items, at) * rowBytes + bytes;
      for (let f: usize = 0; f < bytes; f += 16) {
        v128.store(y + f, f32x4.add(f32x4.mul(allKept, v128.load(y + f)), v128.load(z + f)));
      }
    }
  }
}

function copyRow(target: usize, source: usize, bytes: usize): void {
  for (let f: usize = 0; f < bytes; f += 16) v128.store(target + f, v128.load(source + f));
}
