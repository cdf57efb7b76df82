import { floatAt, intAt, setFloat } from './arrays';
import { sumOfLanes } from './vectors';

/**
 * The descent of `sgd` with a step of its own for each vector and offset: `rate` over the root of 1 + what the squares
 * of its gradients came to so far, the mean over the vector's `factors` numbers (AdaGrad, Duchi, Hazan, Singer 2011; one sum a vector as in
 * Chin et al. 2015, the method of LIBMF). The sums stand in `userSums` and `itemSums`, two a row: vector, offset.
 * O(ratings · factors).
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
  regularization: f32,
): void {
  const pull = f32x4.splat(regularization);
  const rowBytes = (<usize>stride) << 2;
  const bytes = (<usize>factors) << 2;
  const perFactor: f32 = 1 / <f32>factors;
  for (let user = firstUser; user < lastUser; user++) {
    let at = intAt(starts, user);
    const end = intAt(starts, user + 1);
    if (at >= end) continue;
    const taste = userFactors + <usize>user * rowBytes;
    const ownSums = userSums + ((<usize>user) << 3);
    let userOffset = floatAt(userOffsets, user);
    let tasteSum = load<f32>(ownSums);
    let userOffsetSum = load<f32>(ownSums, 4);
    let character = itemFactors + <usize>intAt(items, at) * rowBytes;
    let sums = f32x4.splat(0);
    for (let f: usize = 0; f < bytes; f += 16) {
      sums = f32x4.add(sums, f32x4.mul(v128.load(taste + f), v128.load(character + f)));
    }
    let product = sumOfLanes(sums);
    for (; at < end; at++) {
      const item = intAt(items, at);
      const theirSums = itemSums + ((<usize>item) << 3);
      const itemOffset = floatAt(itemOffsets, item);
      const error = floatAt(values, at) - (mean + userOffset + itemOffset + product);

      const userGradient = error - regularization * userOffset;
      userOffset += (rate / sqrt<f32>(userOffsetSum)) * userGradient;
      userOffsetSum += userGradient * userGradient;
      const itemGradient = error - regularization * itemOffset;
      const itemOffsetSum = load<f32>(theirSums, 4);
      setFloat(itemOffsets, item, itemOffset + (rate / sqrt<f32>(itemOffsetSum)) * itemGradient);
      store<f32>(theirSums, itemOffsetSum + itemGradient * itemGradient, 4);

      const errors = f32x4.splat(error);
      const characterSum = load<f32>(theirSums);
      const tasteRate = f32x4.splat(rate / sqrt<f32>(tasteSum));
      const characterRate = f32x4.splat(rate / sqrt<f32>(characterSum));
      const next = itemFactors + <usize>intAt(items, at + 1 < end ? at + 1 : at) * rowBytes;
      sums = f32x4.splat(0);
      let tasteSquares = sums;
      let characterSquares = sums;
      for (let f: usize = 0; f < bytes; f += 16) {
        const p = v128.load(taste + f);
        const q = v128.load(character + f);
        const gradientOfP = f32x4.sub(f32x4.mul(errors, q), f32x4.mul(pull, p));
        const gradientOfQ = f32x4.sub(f32x4.mul(errors, p), f32x4.mul(pull, q));
        const updated = f32x4.add(p, f32x4.mul(tasteRate, gradientOfP));
        v128.store(taste + f, updated);
        v128.store(character + f, f32x4.add(q, f32x4.mul(characterRate, gradientOfQ)));
        tasteSquares = f32x4.add(tasteSquares, f32x4.mul(gradientOfP, gradientOfP));
        characterSquares = f32x4.add(characterSquares, f32x4.mul(gradientOfQ, gradientOfQ));
        sums = f32x4.add(sums, f32x4.mul(updated, v128.load(next + f)));
      }
      tasteSum += perFactor * sumOfLanes(tasteSquares);
      store<f32>(theirSums, characterSum + perFactor * sumOfLanes(characterSquares));
      product = sumOfLanes(sums);
      character = next;
    }
    setFloat(userOffsets, user, userOffset);
    store<f32>(ownSums, tasteSum);
    store<f32>(ownSums, userOffsetSum, 4);
  }
}
