import { floatAt, intAt } from './arrays';
import { emptyHeap, offer, sortHeap } from './heap';
import { contains } from './top-products';
import { dot } from './vectors';

/** Items whose coarse vectors stay in the second-level cache while all users of a task meet them. */
const itemsAtOnce: i32 = 1024;

/**
 * The lists of `topProducts`, to the bit, found by looking at coarse products first: vectors rounded to whole numbers of
 * 16 bits, eight at a time. A product that the coarse one shows to be below the worst on the list is never computed;
 * what may be above is computed exactly. `coarseUsers` and `coarseItems` have rows of `coarseWidth` numbers, a multiple
 * of 8, and items' rows go on to a multiple of 4; for user u a product is at most constants[u] + steps[u] · (coarse
 * product), both made by quantize.ts one folder up. `thresholds`: one number a user. `scratch`: 32 bytes.
 * 2 · users · items · width operations on 16 bits.
 */
export function topProductsCoarse(
  firstUser: i32,
  lastUser: i32,
  users: usize,
  items: usize,
  itemCount: i32,
  width: i32,
  coarseUsers: usize,
  coarseItems: usize,
  coarseWidth: i32,
  steps: usize,
  constants: usize,
  thresholds: usize,
  out: usize,
  seenStarts: usize,
  seen: usize,
  size: i32,
  topScores: usize,
  topItems: usize,
  scratch: usize,
): void {
  const bytes = (<usize>width) << 2;
  const coarseBytes = (<usize>coarseWidth) << 1;
  const listBytes = (<usize>size) << 2;
  for (let user = firstUser; user < lastUser; user++) {
    emptyHeap(topScores + <usize>user * listBytes, topItems + <usize>user * listBytes, size);
    store<i32>(thresholds + ((<usize>user) << 2), i32.MIN_VALUE);
  }
  for (let first = 0; first < itemCount; first += itemsAtOnce) {
    const last = min(itemCount, first + itemsAtOnce);
    for (let user = firstUser; user < lastUser; user += 2) {
      const atOnce = min(2, lastUser - user);
      const a = coarseUsers + <usize>user * coarseBytes;
      // Without a second user the first is computed twice.
      const b = atOnce == 2 ? a + coarseBytes : a;
      for (let item = first; item < last; item += 4) {
        coarseTwoByFour(a, b, coarseItems + <usize>item * coarseBytes, coarseBytes, scratch);
        for (let own = 0; own < atOnce; own++) {
          const who = user + own;
          const threshold = thresholds + ((<usize>who) << 2);
          const four = scratch + ((<usize>own) << 4);
          if (!v128.any_true(i32x4.gt_s(v128.load(four), v128.load32_splat(threshold)))) continue;
          const scores = topScores + <usize>who * listBytes;
          for (let lane = 0; lane < 4 && item + lane < last; lane++) {
            if (intAt(four, lane) <= load<i32>(threshold)) continue;
            const candidate = item + lane;
            if (load<u8>(out + <usize>candidate) != 0) continue;
            const score = dot(users + <usize>who * bytes, items + <usize>candidate * bytes, width);
            if (!(score > load<f32>(scores))) continue;
            if (contains(seen, intAt(seenStarts, who), intAt(seenStarts, who + 1), candidate)) continue;
            offer(scores, topItems + <usize>who * listBytes, size, score, candidate);
            const worst = load<f32>(scores);
            if (worst == -Infinity) continue;
            store<i32>(threshold, coarse(<f64>worst - <f64>floatAt(constants, who), <f64>floatAt(steps, who)));
          }
        }
      }
    }
  }
  for (let user = firstUser; user < lastUser; user++) {
    sortHeap(topScores + <usize>user * listBytes, topItems + <usize>user * listBytes, size);
  }
}

/** A coarse product of at most this cannot stand for a product above `score`; within what an integer can be. */
function coarse(score: f64, step: f64): i32 {
  return <i32>max<f64>(-2147483648, min<f64>(2147483647, floor<f64>(score / step) - 1));
}

/** The coarse products of two users' vectors with those of four items, as two rows of four integers. */
function coarseTwoByFour(a: usize, b: usize, items: usize, bytes: usize, products: usize): void {
  const items1 = items + bytes;
  const items2 = items1 + bytes;
  const items3 = items2 + bytes;
  let a0 = i32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (let f: usize = 0; f < bytes; f += 16) {
    const x = v128.load(a + f);
    const y = v128.load(b + f);
    let q = v128.load(items + f);
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(x, q));
    b0 = i32x4.add(b0, i32x4.dot_i16x8_s(y, q));
    q = v128.load(items1 + f);
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(x, q));
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(y, q));
    q = v128.load(items2 + f);
    a2 = i32x4.add(a2, i32x4.dot_i16x8_s(x, q));
    b2 = i32x4.add(b2, i32x4.dot_i16x8_s(y, q));
    q = v128.load(items3 + f);
    a3 = i32x4.add(a3, i32x4.dot_i16x8_s(x, q));
    b3 = i32x4.add(b3, i32x4.dot_i16x8_s(y, q));
  }
  v128.store(products, sumsOfIntegers(a0, a1, a2, a3));
  v128.store(products, sumsOfIntegers(b0, b1, b2, b3), 16);
}

function sumsOfIntegers(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}
