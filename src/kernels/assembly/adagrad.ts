import { floatAt, intAt, setFloat } from './arrays';
import { dot, sumOfLanes } from './vectors';

/** The numbers of a vector that have a sum, and so a step, of their own; 32 bytes. */
const leading: usize = 32;
/** Bytes of a row of sums: those of the vector's two parts and of the offset, and the parts' squared lengths. */
const sumsShift: i32 = 5;
const offsetSumAt: usize = 8;
const lengthsAt: usize = 12;

/**
 * The descent of `sgd` with a step of its own for each vector and offset: `rate` over the root of 1 + what the squares
 * of its gradients came to so far (AdaGrad, Duchi, Hazan, Singer 2011). A vector has two sums of mean squares, one for
 * its first 8 numbers and one for the rest: the first, which may have had an epoch to themselves, are not held up by the
 * others (Chin et al. 2015, the method of LIBMF). Rows of `userSums` and `itemSums` have 8 numbers: the sums of the
 * first numbers, of the rest and of the offset, which start at 1, and what `squaredLengths` puts there.
 * `offsetRate` 0 leaves the offsets as they are.
 *
 * The step p' = a p + b q needs no gradient e q − λ p number by number: its square is e²|q|² − 2eλ p·q + λ²|p|², and
 * |p'|² = a²|p|² + 2ab p·q + b²|q|². So a step costs what one of `sgd` does. O(ratings · factors).
 */
export function adagrad(
  firstUser: i32,
  lastUser: i32,
  starts: usize,
  items: usize,
  values: usize,
  userFactors: usize,
  itemFactors: usize,
  userOffsets: usize,
  itemOffsets: usize,
  userSums: usize,
  itemSums: usize,
  factors: i32,
  stride: i32,
  mean: f32,
  rate: f32,
  offsetRate: f32,
  regularization: f32,
): void {
  const rowBytes = (<usize>stride) << 2;
  const bytes = (<usize>factors) << 2;
  const first = min(bytes, leading);
  const perLeading: f32 = 4 / <f32>first;
  const perOther: f32 = bytes > first ? 4 / <f32>(bytes - first) : 0;
  for (let user = firstUser; user < lastUser; user++) {
    let at = intAt(starts, user);
    const end = intAt(starts, user + 1);
    if (at >= end) continue;
    const taste = userFactors + <usize>user * rowBytes;
    const own = userSums + ((<usize>user) << sumsShift);
    let userOffset = floatAt(userOffsets, user);
    let userOffsetSum = load<f32>(own, offsetSumAt);
    let character = itemFactors + <usize>intAt(items, at) * rowBytes;
    let product = dot(taste, character, <i32>(first >> 2));
    let otherProduct = dot(taste + first, character + first, factors - <i32>(first >> 2));
    for (; at < end; at++) {
      const item = intAt(items, at);
      const their = itemSums + ((<usize>item) << sumsShift);
      const itemOffset = floatAt(itemOffsets, item);
      const error = floatAt(values, at) - (mean + userOffset + itemOffset + product + otherProduct);

      const userGradient = error - regularization * userOffset;
      userOffset += (offsetRate / sqrt<f32>(userOffsetSum)) * userGradient;
      userOffsetSum += userGradient * userGradient;
      const itemGradient = error - regularization * itemOffset;
      const itemOffsetSum = load<f32>(their, offsetSumAt);
      setFloat(itemOffsets, item, itemOffset + (offsetRate / sqrt<f32>(itemOffsetSum)) * itemGradient);
      store<f32>(their, itemOffsetSum + itemGradient * itemGradient, offsetSumAt);

      const next = itemFactors + <usize>intAt(items, at + 1 < end ? at + 1 : at) * rowBytes;
      product = step(taste, character, next, 0, first, own, their, 0, product, error, rate, regularization, perLeading);
      if (bytes > first) {
        const from = first;
        otherProduct = step(
          taste,
          character,
          next,
          from,
          bytes,
          own,
          their,
          4,
          otherProduct,
          error,
          rate,
          regularization,
          perOther,
        );
      }
      character = next;
    }
    setFloat(userOffsets, user, userOffset);
    store<f32>(own, userOffsetSum, offsetSumAt);
  }
}

/** The step of one part of two vectors, from byte `from` to before `to`; gives the part's product with `next`. */
function step(
  taste: usize,
  character: usize,
  next: usize,
  from: usize,
  to: usize,
  own: usize,
  their: usize,
  part: usize,
  product: f32,
  error: f32,
  rate: f32,
  regularization: f32,
  share: f32,
): f32 {
  const ownSum = load<f32>(own + part);
  const theirSum = load<f32>(their + part);
  const ownLength = load<f32>(own + part, lengthsAt);
  const theirLength = load<f32>(their + part, lengthsAt);
  const ownRate = rate / sqrt<f32>(ownSum);
  const theirRate = rate / sqrt<f32>(theirSum);
  const a: f32 = 1 - ownRate * regularization;
  const b = ownRate * error;
  const c: f32 = 1 - theirRate * regularization;
  const d = theirRate * error;
  const mixed: f32 = -2 * error * regularization * product;
  const ownSquares = error * error * theirLength + mixed + regularization * regularization * ownLength;
  const theirSquares = error * error * ownLength + mixed + regularization * regularization * theirLength;
  store<f32>(own + part, ownSum + share * ownSquares);
  store<f32>(their + part, theirSum + share * theirSquares);
  store<f32>(own + part, a * a * ownLength + 2 * a * b * product + b * b * theirLength, lengthsAt);
  store<f32>(their + part, c * c * theirLength + 2 * c * d * product + d * d * ownLength, lengthsAt);

  const as = f32x4.splat(a);
  const bs = f32x4.splat(b);
  const cs = f32x4.splat(c);
  const ds = f32x4.splat(d);
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let f = from;
  for (; f + 32 <= to; f += 32) {
    let p = v128.load(taste + f);
    let q = v128.load(character + f);
    let updated = f32x4.add(f32x4.mul(p, as), f32x4.mul(q, bs));
    v128.store(taste + f, updated);
    v128.store(character + f, f32x4.add(f32x4.mul(q, cs), f32x4.mul(p, ds)));
    sum0 = f32x4.add(sum0, f32x4.mul(updated, v128.load(next + f)));
    p = v128.load(taste + f, 16);
    q = v128.load(character + f, 16);
    updated = f32x4.add(f32x4.mul(p, as), f32x4.mul(q, bs));
    v128.store(taste + f, updated, 16);
    v128.store(character + f, f32x4.add(f32x4.mul(q, cs), f32x4.mul(p, ds)), 16);
    sum1 = f32x4.add(sum1, f32x4.mul(updated, v128.load(next + f, 16)));
  }
  for (; f < to; f += 16) {
    const p = v128.load(taste + f);
    const q = v128.load(character + f);
    const updated = f32x4.add(f32x4.mul(p, as), f32x4.mul(q, bs));
    v128.store(taste + f, updated);
    v128.store(character + f, f32x4.add(f32x4.mul(q, cs), f32x4.mul(p, ds)));
    sum0 = f32x4.add(sum0, f32x4.mul(updated, v128.load(next + f)));
  }
  return sumOfLanes(f32x4.add(sum0, sum1));
}

/**
 * The squared lengths of the two parts of each vector, from its row of `factors` numbers into its row of sums: before
 * each epoch, so that what rounding adds up to in the steps does not grow. O(rows · factors).
 */
export function squaredLengths(
  firstRow: i32,
  lastRow: i32,
  vectors: usize,
  factors: i32,
  stride: i32,
  sums: usize,
): void {
  const first = min(factors, <i32>(leading >> 2));
  for (let row = firstRow; row < lastRow; row++) {
    const vector = vectors + <usize>row * ((<usize>stride) << 2);
    const other = vector + ((<usize>first) << 2);
    const own = sums + ((<usize>row) << sumsShift);
    store<f32>(own, dot(vector, vector, first), lengthsAt);
    store<f32>(own, dot(other, other, factors - first), lengthsAt + 4);
  }
}
