import { floatAt, intAt, setFloat, setInt } from './arrays';
import { addScaled, sumOfLanes } from './vectors';

/**
 * Stochastic gradient descent for timeSVD++ (Koren 2009, "Collaborative Filtering with Temporal Dynamics"): one step for
 * each rating of the users from `firstUser` to before `lastUser`, in order, on (r − r̂)² and the penalties, with
 *
 *   r̂ = μ + bᵤ + αᵤ d + o(day) + o(burst) + bᵢ + bᵢ(bin) + bᵢ(level) + q·(p + d a + z),  z = n^-½ Σ yⱼ
 *
 * where d is how far the rating is from the middle of the user's time (`deviations`), αᵤ and a how opinion and taste
 * drift, `bins` when it was given and `levels` how many the user gave that day, as columns of the item's row, and `days`
 * and `bursts` the user's occasions, places in `occasionOffsets`; each may be -1 where it is not known. Implicit vectors y
 * are moved as in the kernel svdpp: exact, and O(factors) a rating.
 *
 * `steps` holds the rate and λ of vectors and plain offsets, of y and of drifts, and the rates of bins, of levels and of
 * occasions. Each of these has a λ of its own, in `itemPulls` (in rows like the items' offsets) and `occasionPulls`: the
 * weight of a prior shared among the ratings that it holds for. The pull is evaluated where the step ends, so that a
 * strong one cannot overshoot. Where `drifting` is 0, a is 0 and left out.
 *
 * Rows of users: p, a, bᵤ, αᵤ, 0, 0, of 2 · factors + 4 numbers. Rows of items: q, y, and `itemOffsets` numbers, of which
 * the first is bᵢ. `factors` and `itemOffsets` are multiples of 4. `copies` and `stamps` are as in the kernel svdpp.
 * `scratch` has room for 2 · factors numbers. O(ratings · factors).
 */
export function timesvd(
  firstUser: i32,
  lastUser: i32,
  starts: usize,
  items: usize,
  values: usize,
  deviations: usize,
  bins: usize,
  levels: usize,
  days: usize,
  bursts: usize,
  userRows: usize,
  occasionOffsets: usize,
  occasionPulls: usize,
  itemRows: usize,
  itemOffsets: i32,
  itemPulls: usize,
  copies: usize,
  stamps: usize,
  round: i32,
  factors: i32,
  drifting: i32,
  mean: f32,
  steps: usize,
  scratch: usize,
): void {
  const rate = floatAt(steps, 0);
  const regularization = floatAt(steps, 1);
  const implicitKept: f32 = 1 - floatAt(steps, 2) * floatAt(steps, 3);
  const implicitRate = floatAt(steps, 2);
  const driftRate = floatAt(steps, 4);
  const driftRegularization = floatAt(steps, 5);
  const binRate = floatAt(steps, 6);
  const levelRate = floatAt(steps, 7);
  const occasionRate = floatAt(steps, 8);

  const bytes = (<usize>factors) << 2;
  const rowBytes = (bytes << 1) + ((<usize>itemOffsets) << 2);
  const rows = stamps === 0 ? itemRows : copies;
  const keep = f32x4.splat(1 - rate * regularization);
  const driftKeep = f32x4.splat(1 - driftRate * driftRegularization);
  const implicitKeep = f32x4.splat(implicitKept);
  const z = scratch;
  const start = scratch + bytes;
  for (let user = firstUser; user < lastUser; user++) {
    const first = intAt(starts, user);
    const end = intAt(starts, user + 1);
    if (first >= end) continue;
    const p = userRows + <usize>user * ((bytes << 1) + 16);
    const a = p + bytes;
    const offsets = a + bytes;

    memory.fill(z, 0, bytes);
    for (let at = first; at < end; at++) {
      const item = intAt(items, at);
      const row = rows + <usize>item * rowBytes;
      if (stamps !== 0 && intAt(stamps, item) !== round) {
        setInt(stamps, item, round);
        memory.copy(row, itemRows + <usize>item * rowBytes, rowBytes);
      }
      addScaled(z, 1, row + bytes, factors);
    }
    const perRoot: f32 = 1 / sqrt<f32>(<f32>(end - first));
    const perRoots = f32x4.splat(perRoot);
    let q = rows + <usize>intAt(items, first) * rowBytes;
    let deviation = floatAt(deviations, first);
    let sums = f32x4.splat(0);
    for (let f: usize = 0; f < bytes; f += 16) {
      const scaled = f32x4.mul(perRoots, v128.load(z + f));
      v128.store(z + f, scaled);
      v128.store(start + f, scaled);
      const taste = f32x4.add(v128.load(p + f), f32x4.mul(f32x4.splat(deviation), v128.load(a + f)));
      sums = f32x4.add(sums, f32x4.mul(f32x4.add(taste, scaled), v128.load(q + f)));
    }
    let product = sumOfLanes(sums);

    // The update of one rating and the product for the next are one pass over the vectors.
    let userOffset = floatAt(offsets, 0);
    let drift = floatAt(offsets, 1);
    let kept: f32 = 1;
    for (let at = first; at < end; at++) {
      const itemOffset = q + (bytes << 1);
      const bin = intAt(bins, at);
      const level = intAt(levels, at);
      const day = intAt(days, at);
      const burst = intAt(bursts, at);
      const plain = load<f32>(itemOffset);
      let expected: f32 = mean + userOffset + drift * deviation + plain + product;
      if (bin >= 0) expected += floatAt(itemOffset, bin);
      if (level >= 0) expected += floatAt(itemOffset, level);
      if (day >= 0) expected += floatAt(occasionOffsets, day);
      if (burst >= 0) expected += floatAt(occasionOffsets, burst);
      const error = floatAt(values, at) - expected;

      userOffset += rate * (error - regularization * userOffset);
      drift += driftRate * (error * deviation - driftRegularization * drift);
      store<f32>(itemOffset, plain + rate * (error - regularization * plain));
      const pulls = itemPulls + <usize>intAt(items, at) * ((<usize>itemOffsets) << 2);
      if (bin >= 0) descend(itemOffset, bin, binRate, error, floatAt(pulls, bin));
      if (level >= 0) descend(itemOffset, level, levelRate, error, floatAt(pulls, level));
      if (day >= 0) descend(occasionOffsets, day, occasionRate, error, floatAt(occasionPulls, day));
      if (burst >= 0) descend(occasionOffsets, burst, occasionRate, error, floatAt(occasionPulls, burst));

      const step = f32x4.splat(rate * error);
      const driftStep = f32x4.splat(driftRate * error * deviation);
      const implicitStep = f32x4.splat(implicitRate * error);
      const deviationNow = f32x4.splat(deviation);
      const following = at + 1 < end ? at + 1 : at;
      const next = rows + <usize>intAt(items, following) * rowBytes;
      deviation = floatAt(deviations, following);
      const deviationNext = f32x4.splat(deviation);
      sums = f32x4.splat(0);
      for (let f: usize = 0; f < bytes; f += 16) {
        const taste = v128.load(p + f);
        const implicit = v128.load(z + f);
        const character = v128.load(q + f);
        const newTaste = f32x4.add(f32x4.mul(taste, keep), f32x4.mul(step, character));
        const newImplicit = f32x4.add(f32x4.mul(implicit, implicitKeep), f32x4.mul(implicitStep, character));
        let whole = f32x4.add(taste, implicit);
        let newWhole = f32x4.add(newTaste, newImplicit);
        if (drifting !== 0) {
          const change = v128.load(a + f);
          const newChange = f32x4.add(f32x4.mul(change, driftKeep), f32x4.mul(driftStep, character));
          v128.store(a + f, newChange);
          whole = f32x4.add(whole, f32x4.mul(deviationNow, change));
          newWhole = f32x4.add(newWhole, f32x4.mul(deviationNext, newChange));
        }
        v128.store(p + f, newTaste);
        v128.store(z + f, newImplicit);
        v128.store(q + f, f32x4.add(f32x4.mul(character, keep), f32x4.mul(step, whole)));
        sums = f32x4.add(sums, f32x4.mul(newWhole, v128.load(next + f)));
      }
      product = sumOfLanes(sums);
      kept *= implicitKept;
      q = next;
    }
    setFloat(offsets, 0, userOffset);
    setFloat(offsets, 1, drift);

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

/** x′ = x + rate · (error − λx′) */
function descend(array: usize, index: i32, rate: f32, error: f32, regularization: f32): void {
  setFloat(array, index, (floatAt(array, index) + rate * error) / (1 + rate * regularization));
}
