import { floatAt, intAt } from './arrays';

/**
 * The ratings that a person's neighbors predict (Herlocker, Konstan, Borchers, Riedl 1999). For each item the neighbors
 * are the first `size` people in `order` (see order-by-likeness.ts) who rated it, and
 * score = level + itemLevels[item] + spread · Σ s·v / (Σ s + prior), with s how alike someone is and v their value in
 * starts, items, values. Of an item with fewer than `least` neighbors the score is NaN. `scratch`: 16 bytes an item.
 * Since people come in order, no item needs a sorted list of its own. O(ratings of the people in `order`).
 */
export function averageNeighbors(
  order: usize,
  similarities: usize,
  starts: usize,
  items: usize,
  values: usize,
  itemCount: i32,
  size: i32,
  least: i32,
  prior: f32,
  level: f32,
  spread: f32,
  itemLevels: usize,
  scores: usize,
  scratch: usize,
): void {
  // For each item Σ s·v, Σ s, and how many.
  memory.fill(scratch, 0, (<usize>itemCount) << 4);
  for (let at = 0; ; at++) {
    const person = intAt(order, at);
    if (person < 0) break;
    const similarity = floatAt(similarities, person);
    const last = intAt(starts, person + 1);
    for (let entry = intAt(starts, person); entry < last; entry++) {
      const record = scratch + ((<usize>intAt(items, entry)) << 4);
      const count = load<i32>(record, 8);
      if (count >= size) continue;
      store<f32>(record, load<f32>(record) + similarity * floatAt(values, entry));
      store<f32>(record, load<f32>(record, 4) + similarity, 4);
      store<i32>(record, count + 1, 8);
    }
  }
  for (let item = 0; item < itemCount; item++) {
    const record = scratch + ((<usize>item) << 4);
    const at = (<usize>item) << 2;
    const count = load<i32>(record, 8);
    const mean = load<f32>(record) / (load<f32>(record, 4) + prior);
    const score = level + load<f32>(itemLevels + at) + spread * mean;
    store<f32>(scores + at, count > 0 && count >= least ? score : <f32>NaN);
  }
}
