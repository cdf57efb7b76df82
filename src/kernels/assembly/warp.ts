import { floatAt, intAt } from './arrays';
import { holds, moveApart } from './bpr';
import { below, mix } from './random';
import { dot } from './vectors';

/**
 * The descent of WARP (Weston, Bengio, Usunier 2011), a step for each pair of a user and an item i that this user likes,
 * from `firstPair` to before `lastPair`: items are drawn from `others` until one that the user does not like scores more
 * than i less 1. If it is the t-th, up to `tries`, p · (q − r) grows by a step of `rate` · weights[t - 1]; if there is
 * none, nothing changes. What is drawn depends on `key` and the place of the pair alone. Arrays are as for `bpr`.
 * O(pairs · tries · width).
 */
export function warp(
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
  weights: usize,
  tries: i32,
): void {
  const keep: f32 = 1 - rate * regularization;
  for (let pair = firstPair; pair < lastPair; pair++) {
    const user = intAt(users, pair);
    const from = intAt(likedStarts, user);
    const own = liked + ((<usize>from) << 2);
    const count = intAt(likedStarts, user + 1) - from;
    const p = userVectors + ((<usize>user * <usize>stride) << 2);
    const q = itemVectors + ((<usize>intAt(items, pair) * <usize>stride) << 2);
    const least: f32 = dot(p, q, width) - 1;
    let random = mix(<u32>pair) + key;
    for (let at = 0; at < tries; at++) {
      random = mix(random);
      const other = intAt(others, below(random, otherCount));
      const r = itemVectors + ((<usize>other * <usize>stride) << 2);
      if (dot(p, r, width) <= least || holds(own, count, other)) continue;
      moveApart(p, q, r, width, constant, rate * floatAt(weights, at), keep);
      break;
    }
  }
}
