import { intAt } from './arrays';
import { emptyHeap, offer, sortHeap } from './heap';
import { oneByFour, twoByFour } from './products';
import { dot } from './vectors';

/** Items whose vectors stay in the second-level cache while all users of a task meet them. */
const itemsAtOnce: i32 = 512;

/**
 * For each user the `size` items with the highest products, best first, ties by the lower index; a list that is not
 * full ends with the index 2³¹ − 1. Vectors are rows of `width` numbers, a multiple of 4. Left out are items with a
 * byte other than 0 in `out` and those among the user's own, `seen` from seenStarts[u] to seenStarts[u + 1], ascending.
 * Products are compared four at a time with the worst on the list; only what passes is looked at. `scratch`: 32 bytes.
 * 2 · users · items · width flops.
 */
export function topProducts(
  firstUser: i32,
  lastUser: i32,
  users: usize,
  items: usize,
  itemCount: i32,
  width: i32,
  out: usize,
  seenStarts: usize,
  seen: usize,
  size: i32,
  topScores: usize,
  topItems: usize,
  scratch: usize,
): void {
  const bytes = (<usize>width) << 2;
  const listBytes = (<usize>size) << 2;
  for (let user = firstUser; user < lastUser; user++) {
    emptyHeap(topScores + <usize>user * listBytes, topItems + <usize>user * listBytes, size);
  }
  for (let first = 0; first < itemCount; first += itemsAtOnce) {
    const last = min(itemCount, first + itemsAtOnce);
    const whole = first + ((last - first) & ~3);
    for (let user = firstUser; user < lastUser; user += 2) {
      const a = users + <usize>user * bytes;
      const scoresA = topScores + <usize>user * listBytes;
      const itemsA = topItems + <usize>user * listBytes;
      const isPair = user + 1 < lastUser;
      for (let item = first; item < whole; item += 4) {
        const block = items + <usize>item * bytes;
        if (isPair) twoByFour(a, block, bytes, scratch, 16);
        else v128.store(scratch, oneByFour(a, block, bytes));
        offerFour(v128.load(scratch), scratch, item, user, out, seenStarts, seen, size, scoresA, itemsA);
        if (isPair) {
          const next = v128.load(scratch, 16);
          const scoresB = scoresA + listBytes;
          offerFour(next, scratch + 16, item, user + 1, out, seenStarts, seen, size, scoresB, itemsA + listBytes);
        }
      }
      for (let item = whole; item < last; item++) {
        const vector = items + <usize>item * bytes;
        offerOne(dot(a, vector, width), item, user, out, seenStarts, seen, size, scoresA, itemsA);
        if (!isPair) continue;
        const score = dot(a + bytes, vector, width);
        offerOne(score, item, user + 1, out, seenStarts, seen, size, scoresA + listBytes, itemsA + listBytes);
      }
    }
  }
  for (let user = firstUser; user < lastUser; user++) {
    sortHeap(topScores + <usize>user * listBytes, topItems + <usize>user * listBytes, size);
  }
}

function offerFour(
  four: v128,
  scores: usize,
  item: i32,
  user: i32,
  out: usize,
  seenStarts: usize,
  seen: usize,
  size: i32,
  topScores: usize,
  topItems: usize,
): void {
  if (!v128.any_true(f32x4.gt(four, v128.load32_splat(topScores)))) return;
  for (let lane = 0; lane < 4; lane++) {
    const score = load<f32>(scores + ((<usize>lane) << 2));
    offerOne(score, item + lane, user, out, seenStarts, seen, size, topScores, topItems);
  }
}

/** Items come in ascending order, so one that only equals the worst on the list stays out. */
function offerOne(
  score: f32,
  item: i32,
  user: i32,
  out: usize,
  seenStarts: usize,
  seen: usize,
  size: i32,
  topScores: usize,
  topItems: usize,
): void {
  if (!(score > load<f32>(topScores))) return;
  if (load<u8>(out + <usize>item) != 0) return;
  if (contains(seen, intAt(seenStarts, user), intAt(seenStarts, user + 1), item)) return;
  offer(topScores, topItems, size, score, item);
}

/** Whether the entries from `from` to before `to`, which ascend, hold `wanted`. */
export function contains(entries: usize, from: i32, to: i32, wanted: i32): bool {
  while (from < to) {
    const middle = (from + to) >> 1;
    const entry = intAt(entries, middle);
    if (entry == wanted) return true;
    if (entry < wanted) from = middle + 1;
    else to = middle;
  }
  return false;
}
