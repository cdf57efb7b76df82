/**
 * The items of the k highest scores, highest first, ties by the lower item; none with a NaN score or marked in `out`.
 * A heap of the best so far, with the worst of them on top: O(items · log k), whatever k.
 */
export function top(scores: Float32Array, k: number, out: Uint8Array): number[] {
  const size = Math.min(k, scores.length);
  if (size <= 0) return [];
  const heap: number[] = [];
  // The score on top of the heap once that is full: most items fall at this first comparison.
  let worst = -Infinity;
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item];
    if (heap.length === size) {
      // Strictly better only: items come in ascending order, so an equal score must stay behind. NaN is never better.
      if (!(score > worst) || out[item]) continue;
      heap[0] = item;
      siftDown(heap, scores);
      worst = scores[heap[0]];
    } else if (!out[item] && !Number.isNaN(score)) {
      heap.push(item);
      siftUp(heap, scores);
      if (heap.length === size) worst = scores[heap[0]];
    }
  }
  return heap.sort((a, b) => scores[b] - scores[a] || a - b);
}

/** Whether item a has to leave the list before item b. */
const isWorse = (scores: Float32Array, a: number, b: number): boolean =>
  scores[a] < scores[b] || (scores[a] === scores[b] && a > b);

function siftUp(heap: number[], scores: Float32Array): void {
  const item = heap[heap.length - 1];
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isWorse(scores, item, heap[parent])) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = item;
}

function siftDown(heap: number[], scores: Float32Array): void {
  const item = heap[0];
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isWorse(scores, heap[child + 1], heap[child])) child++;
    if (!isWorse(scores, heap[child], item)) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = item;
}
