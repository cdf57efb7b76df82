import type { History } from '../../dataset/history.ts';
import { top } from './top.ts';
import { unratedOrder } from './unrated-order.ts';

/** A list as arrays, best first. */
export interface RankedList {
  readonly items: Int32Array;
  readonly scores: Float32Array;
  /** For how many items, from the top, the score is the model's own; the others have their standing for it. */
  readonly own: number;
}

/** What is known of items besides a model's scores: how many people rated each, and its standing in general. */
export interface Standing {
  readonly counts: Uint32Array;
  readonly standing: Float32Array;
}

/**
 * The best k items of someone with this history, by scores that are NaN for no opinion, and filled up by their standing;
 * without those of the history and those marked in `leftOut`. O(items · log k).
 */
export function rankItems(
  scores: Float32Array,
  k: number,
  history: History,
  leftOut: Uint8Array,
  known: Standing,
): RankedList {
  const out = leftOut.slice();
  for (const item of history.items) out[item] = 1;
  const items = Int32Array.from(top(scores, k, out));
  const list = { items, scores: Float32Array.from(items, (item) => scores[item]), own: items.length };
  return list.own < k ? fillList(list, k, history, leftOut, known) : list;
}

/** Fills a list up to k by the items' standing. */
export function fillList(
  list: RankedList,
  k: number,
  history: History,
  leftOut: Uint8Array,
  { counts, standing }: Standing,
): RankedList {
  const out = leftOut.slice();
  for (const item of history.items) out[item] = 1;
  for (const item of list.items) out[item] = 1;
  const found = top(standing, k - list.own, out);
  const more = found.some((item) => counts[item] === 0) ? mixUnrated(found, history, counts, out) : found;
  return {
    items: Int32Array.from([...list.items, ...more]),
    scores: Float32Array.from([...list.scores, ...more.map((item) => standing[item])]),
    own: list.own,
  };
}

/** Some items in the order in which a list would have them, those of the history too. */
export function orderItems(
  items: Int32Array,
  scores: Float32Array,
  history: History,
  { counts, standing }: Standing,
): RankedList {
  const isOwn = Uint8Array.from(scores, (score) => Number(!Number.isNaN(score)));
  const shown = scores.map((score, at) => (isOwn[at] ? score : standing[items[at]]));
  const isMixed = items.map((item, at) => Number(!isOwn[at] && counts[item] === 0));
  const place = unratedOrder(history);
  const places = Float64Array.from(items, (item, at) => (isMixed[at] ? place(item) : item));
  const order = Uint32Array.from(items.keys());
  order.sort((a, b) => isOwn[b] - isOwn[a] || shown[b] - shown[a] || isMixed[a] - isMixed[b] || places[a] - places[b]);
  return {
    items: Int32Array.from(order, (at) => items[at]),
    scores: Float32Array.from(order, (at) => shown[at]),
    own: isOwn.reduce((count, one) => count + one, 0),
  };
}

/** In place of the unrated items, which all stand alike, those whose turn it is for someone with this history. */
function mixUnrated(
  items: readonly number[],
  history: History,
  counts: Uint32Array,
  out: Uint8Array,
): readonly number[] {
  const order = unratedOrder(history);
  const unrated = Array.from(counts.keys()).filter((item) => counts[item] === 0 && !out[item]);
  const mixed = unrated.map((item) => ({ item, place: order(item) })).sort((a, b) => a.place - b.place);
  let next = 0;
  return items.map((item) => (counts[item] > 0 ? item : mixed[next++].item));
}
