import { adam } from './adam';
import { floatAt, intAt, setFloat, setInt } from './arrays';
import { logisticOfNegative } from './logistic';
import { multiply } from './multiply';
import { scale, weightedDot } from './neumf';
import { drawFilm } from './neumf-examples';
import { addParts } from './neumf-scores';
import { mix } from './random';
import { activationsOf, addRows, climb, descend, outputsOf, widthOf } from './tower';
import { addScaled, dot } from './vectors';

/** Adam's usual constants. */
const beta1: f64 = 0.9;
const beta2: f64 = 0.999;
const epsilon: f32 = 1e-8;

/**
 * The vectors of the users from `firstUser` to before `lastUser`, all else of NeuMF fixed: from `start` on, `passes`
 * steps of Adam, their size falling from `rate` to nothing, on the cross-entropy of what the user likes and, for each of
 * these in each pass, of `draws` other films that count `weight` times each, plus
 * (damping + regularization · n) / 2 · |p − start|², divided by the number n of examples, counted so. Other films depend
 * on the liked one, the pass and `key` alone, so a vector is a function of what the user likes. `itemParts` is what
 * `neumfItemParts` makes. At most `most` examples are worked on at once, at least 1 + draws. `scratch` is laid out
 * below. O(liked · draws · passes · weights).
 */
export function neumfUsers(
  firstUser: i32,
  lastUser: i32,
  likedStarts: usize,
  liked: usize,
  films: usize,
  filmCount: i32,
  draws: i32,
  weight: f32,
  userVectors: usize,
  itemVectors: usize,
  itemParts: usize,
  width: i32,
  shape: usize,
  tower: usize,
  turned: usize,
  start: usize,
  passes: i32,
  rate: f64,
  regularization: f32,
  damping: f32,
  key: u32,
  most: i32,
  scratch: usize,
): void {
  const layers = intAt(shape, 0);
  const half = widthOf(shape, 0) >> 1;
  const halfBytes = (<usize>half) << 2;
  const bytes = (<usize>width) << 2;
  const factors = width - half;
  const lowest = widthOf(shape, 1);
  const lowestBytes = (<usize>lowest) << 2;
  const top = widthOf(shape, layers);
  const outputs = outputsOf(shape, tower);
  const h = outputs + ((<usize>top) << 2);
  const biases = h + ((<usize>factors) << 2);

  const first = scratch;
  const second = first + bytes;
  const gradient = second + bytes;
  const inputErrors = gradient + bytes;
  const part = inputErrors + 2 * halfBytes;
  const sums = part + lowestBytes;
  const items = sums + lowestBytes;
  const labels = items + ((<usize>most) << 2);
  const activations = labels + ((<usize>most) << 2);
  const errors = activationsOf(shape, activations, most, 1, layers + 1);

  for (let user = firstUser; user < lastUser; user++) {
    const p = userVectors + <usize>user * bytes;
    memory.copy(p, start, bytes);
    const own = liked + ((<usize>intAt(likedStarts, user)) << 2);
    const count = intAt(likedStarts, user + 1) - intAt(likedStarts, user);
    if (count == 0) continue;
    memory.fill(first, 0, 2 * bytes);
    let power1: f64 = 1;
    let power2: f64 = 1;
    for (let pass = 0; pass < passes; pass++) {
      memory.fill(gradient, 0, bytes);
      memory.fill(sums, 0, lowestBytes);
      multiply(1, half, lowest, p, halfBytes, 4, tower, part, 0, 0);
      let examples: f32 = 0;
      for (let at = 0; at < count;) {
        let rows = 0;
        for (; at < count && rows + 1 + draws <= most; at++) {
          const item = intAt(own, at);
          setInt(items, rows, item);
          setFloat(labels, rows++, 1);
          examples += 1;
          for (let draw = 0; draw < draws; draw++) {
            const bits = mix(mix(<u32>item + key) + <u32>(pass * draws + draw));
            const other = drawFilm(own, count, films, filmCount, bits);
            if (other < 0) continue;
            setInt(items, rows, other);
            setFloat(labels, rows++, 0);
            examples += weight;
          }
        }
        addParts(rows, items, itemParts, part, lowestBytes, activations);
        climb(shape, tower, rows, activations, 1);
        const highest = activationsOf(shape, activations, rows, 1, layers);
        const highestErrors = activationsOf(shape, errors, rows, 1, layers);
        for (let row = 0; row < rows; row++) {
          const q = itemVectors + <usize>intAt(items, row) * bytes + halfBytes;
          const ofTower = dot(outputs, highest + ((<usize>(row * top)) << 2), top) + floatAt(biases, 0);
          const ofProducts = weightedDot(h, p + halfBytes, q, factors) + floatAt(biases, 1);
          const label = floatAt(labels, row);
          const count: f32 = label > 0 ? 1 : weight;
          const error = count * (logisticOfNegative(-(ofTower + ofProducts)) - label);
          scale(highestErrors + ((<usize>(row * top)) << 2), error, outputs, (<usize>top) << 2);
          addScaled(gradient + halfBytes, error, q, factors);
        }
        setFloat(gradient, width - 1, 0); // the item's offset, which everyone has times 1
        descend(shape, turned, rows, activations, errors, 1, 0);
        addRows(errors, rows, lowest, sums);
      }
      // Errors of the input, of which the first half is the user's; and h, which each product was weighted by.
      multiply(1, lowest, 2 * half, sums, lowestBytes, 4, turned, inputErrors, 0, 0);
      memory.copy(gradient, inputErrors, halfBytes);
      const share = f32x4.splat(<f32>1 / examples);
      const pull = f32x4.splat(damping + regularization * examples);
      for (let f: usize = 0; f < bytes; f += 16) {
        let sum = v128.load(gradient + f);
        if (f >= halfBytes) sum = f32x4.mul(sum, v128.load(h + f - halfBytes));
        const away = f32x4.sub(v128.load(p + f), v128.load(start + f));
        v128.store(gradient + f, f32x4.mul(share, f32x4.add(sum, f32x4.mul(pull, away))));
      }
      power1 *= beta1;
      power2 *= beta2;
      const size = (rate * <f64>(passes - pass)) / <f64>passes;
      adam(0, width, p, gradient, first, second, size, beta1, beta2, epsilon, 1 - power1, 1 - power2);
    }
  }
}
