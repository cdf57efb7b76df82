import { floatAt, intAt, setFloat } from './arrays';
import { emptyHeap, offer, sortHeap } from './heap';

/**
 * What average-neighbors.ts computes, to the bit, for some items only: those in `items`, `itemCount` of them. Ratings
 * are given by item here: item i was rated by `people` with `values` from starts[i] to starts[i + 1], ascending.
 * `scratch`: 8 · size bytes. O(raters of these items · log size).
 */
export function averageRaters(
  items: usize,
  itemCount: i32,
  similarities: usize,
  starts: usize,
  people: usize,
  values: usize,
  size: i32,
  least: i32,
  prior: f32,
  level: f32,
  spread: f32,
  itemLevels: usize,
  scores: usize,
  scratch: usize,
): void {
  const likeness = scratch;
  const entries = scratch + ((<usize>size) << 2);
  for (let at = 0; at < itemCount; at++) {
    const item = intAt(items, at);
    const last = intAt(starts, item + 1);
    emptyHeap(likeness, entries, size);
    let found = 0;
    for (let entry = intAt(starts, item); entry < last; entry++) {
      const similarity = floatAt(similarities, intAt(people, entry));
      if (!(similarity > 0)) continue;
      found++;
      offer(likeness, entries, size, similarity, entry);
    }
    const count = min(found, size);
    if (count == 0 || count < least) {
      setFloat(scores, at, <f32>NaN);
      continue;
    }
    sortHeap(likeness, entries, size);
    let sum: f32 = 0;
    let weight: f32 = 0;
    for (let place = 0; place < count; place++) {
      const similarity = floatAt(likeness, place);
      sum += similarity * floatAt(values, intAt(entries, place));
      weight += similarity;
    }
    const mean = sum / (weight + prior);
    setFloat(scores, at, level + floatAt(itemLevels, item) + spread * mean);
  }
}
