import { intAt } from './arrays';
import { logisticOfNegative } from './logistic';
import { below, mix } from './random';
import { sumOfLanes } from './vectors';

/**
 * Stochastic gradient ascent on Σ ln σ(xᵤᵢ − xᵤⱼ) − λ/2 (|p|² + |q|²), x being the product p · q (BPR-OPT, Rendle et al.
 * 2009), a step for each pair of a user and an item i that this user likes, from `firstPair` to before `lastPair`. The
 * item j is drawn from `others`, and there is no step where the user likes it too; which one it is depends on `key` and
 * the place of the pair alone. What a user likes is entries likedStarts[u] … likedStarts[u + 1], ascending.
 *
 * Vectors have `width` numbers, a multiple of 4, in rows of `stride`. Number `constant` of a user's is always 1: with it
 * an item's offset is an ordinary number of the item's vector. O(pairs · width).
 */
export function bpr(
  firstPair: i32,
  lastPair: i32,
  users: usize,
  items: usize,
  others: usize,
  otherCount: i32,
  likedStarts: usize,
  liked: usize,
  userVectors: usize,
  itemVectors: usize,
  width: i32,
  stride: i32,
  constant: i32,
  rate: f32,
  regularization: f32,
  key: u32,
): void {
  const rowBytes = (<usize>stride) << 2;
  const bytes = (<usize>width) << 2;
  const keep: f32 = 1 - rate * regularization;
  for (let pair = firstPair; pair < lastPair; pair++) {
    const user = intAt(users, pair);
    const other = intAt(others, below(mix(mix(<u32>pair) + key), otherCount));
    const from = intAt(likedStarts, user);
    if (holds(liked + ((<usize>from) << 2), intAt(likedStarts, user + 1) - from, other)) continue;

    const p = userVectors + <usize>user * rowBytes;
    const q = itemVectors + <usize>intAt(items, pair) * rowBytes;
    const r = itemVectors + <usize>other * rowBytes;
    // Two sums at a time, so that an addition need not wait for the one before.
    let even = f32x4.splat(0);
    let odd = even;
    let g: usize = 0;
    for (; g + 32 <= bytes; g += 32) {
      even = f32x4.add(even, f32x4.mul(v128.load(p + g), f32x4.sub(v128.load(q + g), v128.load(r + g))));
      const difference = f32x4.sub(v128.load(q + g, 16), v128.load(r + g, 16));
      odd = f32x4.add(odd, f32x4.mul(v128.load(p + g, 16), difference));
    }
    if (g < bytes) even = f32x4.add(even, f32x4.mul(v128.load(p + g), f32x4.sub(v128.load(q + g), v128.load(r + g))));
    const step: f32 = rate * logisticOfNegative(sumOfLanes(f32x4.add(even, odd)));
    moveApart(p, q, r, width, constant, step, keep);
  }
}

/**
 * A step by which p · (q − r) grows: p becomes keep · p + step · (q − r), q keep · q + step · p, and r keep · r − step · p.
 * Number `constant` of p stays 1.
 */
export function moveApart(p: usize, q: usize, r: usize, width: i32, constant: i32, step: f32, keep: f32): void {
  const steps = f32x4.splat(step);
  const keeps = f32x4.splat(keep);
  const bytes = (<usize>width) << 2;
  for (let f: usize = 0; f < bytes; f += 16) {
    const taste = v128.load(p + f);
    const better = v128.load(q + f);
    const worse = v128.load(r + f);
    const gain = f32x4.mul(steps, taste);
    v128.store(p + f, f32x4.add(f32x4.mul(keeps, taste), f32x4.mul(steps, f32x4.sub(better, worse))));
    v128.store(q + f, f32x4.add(f32x4.mul(keeps, better), gain));
    v128.store(r + f, f32x4.sub(f32x4.mul(keeps, worse), gain));
  }
  // Four numbers at once, since a load that follows could not be served from a store of one.
  const four = p + ((<usize>(constant & ~3)) << 2);
  const isConstant = i32x4.eq(i32x4(0, 1, 2, 3), i32x4.splat(constant & 3));
  v128.store(four, v128.bitselect(f32x4.splat(1), v128.load(four), isConstant));
}

/** Whether an ascending list holds a number: halved again and again without a branch that could be guessed wrong. */
export function holds(list: usize, length: i32, wanted: i32): bool {
  if (length == 0) return false;
  while (length > 1) {
    const half = length >> 1;
    const middle = list + ((<usize>half) << 2);
    list = select<usize>(middle, list, load<i32>(middle) <= wanted);
    length -= half;
  }
  return load<i32>(list) == wanted;
}
