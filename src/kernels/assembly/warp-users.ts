import { floatAt, intAt, setFloat } from './arrays';
import { holds } from './bpr';
import { below, mix } from './random';
import { dot } from './vectors';

/**
 * The vectors of the users from `firstUser` to before `lastUser` for items that stay as they are: WARP's descent (see
 * `warp`) from 0, `passes` times through what the user likes, with steps from `rate` down to nothing. What is drawn
 * depends on `key`, the item i and the pass alone, so a user's vector is a function of what the user likes and nothing
 * else. Vectors of users and items have `width` numbers, a multiple of 4. O(liked · passes · tries · width).
 */
export function warpUsers(
  firstUser: i32,
  lastUser: i32,
  likedStarts: usize,
  liked: usize,
  others: usize,
  otherCount: i32,
  userVectors: usize,
  itemVectors: usize,
  width: i32,
  constant: i32,
  passes: i32,
  rate: f32,
  regularization: f32,
  key: u32,
  weights: usize,
  tries: i32,
): void {
  const bytes = (<usize>width) << 2;
  for (let user = firstUser; user < lastUser; user++) {
    const p = userVectors + <usize>user * bytes;
    memory.fill(p, 0, bytes);
    setFloat(p, constant, 1);
    const own = liked + ((<usize>intAt(likedStarts, user)) << 2);
    const count = intAt(likedStarts, user + 1) - intAt(likedStarts, user);
    for (let pass = 0; pass < passes; pass++) {
      const size: f32 = (rate * <f32>(passes - pass)) / <f32>passes;
      const keep = f32x4.splat(1 - size * regularization);
      for (let at = 0; at < count; at++) {
        const item = intAt(own, at);
        const q = itemVectors + <usize>item * bytes;
        const least: f32 = dot(p, q, width) - 1;
        let random = mix(<u32>item + key) + <u32>pass;
        for (let drawn = 0; drawn < tries; drawn++) {
          random = mix(random);
          const other = intAt(others, below(random, otherCount));
          const r = itemVectors + <usize>other * bytes;
          if (dot(p, r, width) <= least || holds(own, count, other)) continue;
          const step = f32x4.splat(size * floatAt(weights, drawn));
          for (let f: usize = 0; f < bytes; f += 16) {
            const difference = f32x4.sub(v128.load(q + f), v128.load(r + f));
            v128.store(p + f, f32x4.add(f32x4.mul(keep, v128.load(p + f)), f32x4.mul(step, difference)));
          }
          setFloat(p, constant, 1);
          break;
        }
      }
    }
  }
}
