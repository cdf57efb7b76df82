import { floatAt, intAt, setFloat, setInt } from './arrays';

/**
 * The best `size` of the (score, index) pairs offered so far, as a heap with the worst on top; of equal scores the
 * lower index is better. An empty place has the score −∞ and the index 2³¹ − 1. O(log size).
 */
export function offer(scores: usize, indexes: usize, size: i32, score: f32, index: i32): void {
  if (!isBetter(score, index, floatAt(scores, 0), intAt(indexes, 0))) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (
      child + 1 < size &&
      isBetter(floatAt(scores, child), intAt(indexes, child), floatAt(scores, child + 1), intAt(indexes, child + 1))
    ) {
      child++;
    }
    if (!isBetter(score, index, floatAt(scores, child), intAt(indexes, child))) break;
    setFloat(scores, at, floatAt(scores, child));
    setInt(indexes, at, intAt(indexes, child));
    at = child;
  }
  setFloat(scores, at, score);
  setInt(indexes, at, index);
}

function isBetter(score: f32, index: i32, than: f32, thanIndex: i32): bool {
  return score > than || (score == than && index < thanIndex);
}

export function emptyHeap(scores: usize, indexes: usize, size: i32): void {
  for (let at = 0; at < size; at++) {
    setFloat(scores, at, -Infinity);
    setInt(indexes, at, i32.MAX_VALUE);
  }
}

/** Brings a heap into order, best first: the worst goes to the end again and again. O(size · log size). */
export function sortHeap(scores: usize, indexes: usize, size: i32): void {
  for (let last = size - 1; last > 0; last--) {
    const score = floatAt(scores, last);
    const index = intAt(indexes, last);
    setFloat(scores, last, floatAt(scores, 0));
    setInt(indexes, last, intAt(indexes, 0));
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      if (
        child + 1 < last &&
        isBetter(floatAt(scores, child), intAt(indexes, child), floatAt(scores, child + 1), intAt(indexes, child + 1))
      ) {
        child++;
      }
      if (!isBetter(score, index, floatAt(scores, child), intAt(indexes, child))) break;
      setFloat(scores, at, floatAt(scores, child));
      setInt(indexes, at, intAt(indexes, child));
      at = child;
    }
    setFloat(scores, at, score);
    setInt(indexes, at, index);
  }
}
