import { floatAt, intAt, setInt } from './arrays';
import { multiply } from './multiply';
import { weightedDot } from './neumf';
import { activationsOf, climb, layerOf, outputsOf, widthOf } from './tower';
import { dot } from './vectors';

/** Films worked on at once. */
const most = 64;

/**
 * NeuMF's logits of `count` items for one user: those listed in `items`, or those from `first` on if that is 0.
 * `itemParts` is what `neumfItemParts` makes; of the user's part of the lowest layer there is one. A score does not depend
 * on those beside it. `scratch` has room for 64 rows of the tower's layers, one more of the lowest, and 64 numbers.
 * O(count · weights above the lowest layer).
 */
export function neumfScores(
  first: i32,
  count: i32,
  items: usize,
  user: usize,
  itemVectors: usize,
  itemParts: usize,
  width: i32,
  shape: usize,
  tower: usize,
  scores: usize,
  scratch: usize,
): void {
  const layers = intAt(shape, 0);
  const half = widthOf(shape, 0) >> 1;
  const halfBytes = (<usize>half) << 2;
  const bytes = (<usize>width) << 2;
  const lowest = widthOf(shape, 1);
  const lowestBytes = (<usize>lowest) << 2;
  const top = widthOf(shape, layers);
  const outputs = outputsOf(shape, tower);
  const h = outputs + ((<usize>top) << 2);
  const biases = h + bytes - halfBytes;
  const own = scratch;
  const part = own + ((<usize>most) << 2);
  const activations = part + lowestBytes;
  multiply(1, half, lowest, user, halfBytes, 4, tower, part, 0, 0);
  for (let done = 0; done < count; done += most) {
    const rows = min(most, count - done);
    for (let row = 0; row < rows; row++) {
      setInt(own, row, items == 0 ? first + done + row : intAt(items, done + row));
    }
    addParts(rows, own, itemParts, part, lowestBytes, activations);
    climb(shape, tower, rows, activations, 1);
    const highest = activationsOf(shape, activations, rows, 1, layers);
    for (let row = 0; row < rows; row++) {
      const q = itemVectors + <usize>intAt(own, row) * bytes + halfBytes;
      const ofTower = dot(outputs, highest + ((<usize>(row * top)) << 2), top) + floatAt(biases, 0);
      const ofProducts = weightedDot(h, user + halfBytes, q, width - half) + floatAt(biases, 1);
      store<f32>(scores + ((<usize>(done + row)) << 2), ofTower + ofProducts);
    }
  }
}

/** What the lowest layer gets of the items from `first` to before `last`, its bias among it: rows of its width. */
export function neumfItemParts(
  first: i32,
  last: i32,
  itemVectors: usize,
  width: i32,
  shape: usize,
  tower: usize,
  itemParts: usize,
): void {
  const half = widthOf(shape, 0) >> 1;
  const lowest = widthOf(shape, 1);
  const lowestBytes = (<usize>lowest) << 2;
  const bytes = (<usize>width) << 2;
  const ofItems = layerOf(shape, tower, 1) + <usize>half * lowestBytes;
  const biases = ofItems + <usize>half * lowestBytes;
  const to = itemParts + <usize>first * lowestBytes;
  multiply(last - first, half, lowest, itemVectors + <usize>first * bytes, bytes, 4, ofItems, to, biases, 0);
}

/** The activations of the lowest layer: max(0, the item's part + the user's). */
export function addParts(
  rows: i32,
  items: usize,
  itemParts: usize,
  part: usize,
  bytes: usize,
  activations: usize,
): void {
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    const from = itemParts + <usize>intAt(items, row) * bytes;
    const to = activations + <usize>row * bytes;
    for (let f: usize = 0; f < bytes; f += 16) {
      v128.store(to + f, f32x4.max(zero, f32x4.add(v128.load(from + f), v128.load(part + f))));
    }
  }
}
