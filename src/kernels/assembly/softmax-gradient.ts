import { floatAt, intAt, setFloat } from './arrays';
import { exponential } from './exponential';
import { sumOfLanes } from './vectors';

/**
 * The gradient of the multinomial log loss −Σ ln softmax(x)ᵢ over the targets i of each row (entries starts[r] …
 * starts[r + 1] of `targets`), times `scale`, in place of the scores x: scale · (targets · softmax(x)ⱼ − [j a target]).
 * Rows have `count` scores and zeros, which stay, up to `width`, a multiple of 4. `losses` gets two numbers a row, by
 * which the loss is targets · ln(first) − second: Σⱼ eˣ and Σ x over the targets, x less its largest. O(rows · width).
 */
export function softmaxGradient(
  firstRow: i32,
  lastRow: i32,
  starts: usize,
  targets: usize,
  scores: usize,
  count: i32,
  width: i32,
  scale: f32,
  losses: usize,
): void {
  const bytes = (<usize>width) << 2;
  const whole = (<usize>(count & ~3)) << 2;
  const isScore = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count & 3));
  for (let row = firstRow; row < lastRow; row++) {
    const x = scores + <usize>row * bytes;
    const first = intAt(starts, row);
    const end = intAt(starts, row + 1);
    const largest = largestOf(x, count);
    let ofTargets: f32 = 0;
    for (let at = first; at < end; at++) ofTargets += floatAt(x, intAt(targets, at)) - largest;
    const most = f32x4.splat(largest);
    let sums = f32x4.splat(0);
    let f: usize = 0;
    for (; f < whole; f += 16) {
      const e = exponential(f32x4.sub(v128.load(x + f), most));
      v128.store(x + f, e);
      sums = f32x4.add(sums, e);
    }
    if (f < bytes) {
      const e = v128.and(exponential(f32x4.sub(v128.load(x + f), most)), isScore);
      v128.store(x + f, e);
      sums = f32x4.add(sums, e);
    }
    const sum = sumOfLanes(sums);
    const share = f32x4.splat((scale * <f32>(end - first)) / sum);
    for (f = 0; f < bytes; f += 16) v128.store(x + f, f32x4.mul(share, v128.load(x + f)));
    for (let at = first; at < end; at++) {
      const target = intAt(targets, at);
      setFloat(x, target, floatAt(x, target) - scale);
    }
    setFloat(losses, 2 * row, sum);
    setFloat(losses, 2 * row + 1, ofTargets);
  }
}

function largestOf(x: usize, count: i32): f32 {
  let largest = floatAt(x, 0);
  const whole = count & ~3;
  let most = f32x4.splat(largest);
  for (let at = 0; at < whole; at += 4) most = f32x4.max(most, v128.load(x + ((<usize>at) << 2)));
  largest = max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1));
  largest = max(largest, max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)));
  for (let at = whole; at < count; at++) largest = max(largest, floatAt(x, at));
  return largest;
}
