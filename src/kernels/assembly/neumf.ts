import { floatAt, intAt } from './arrays';
import { logisticOfNegative } from './logistic';
import { activationsOf, climb, descend, outputsOf, widthOf } from './tower';
import { addScaled, dot, sumOfLanes } from './vectors';

/**
 * Forward and backward for `rows` examples of NeuMF (He et al. 2017): the logit of a user's and an item's vector is
 * hᵀ(p ⊙ q) over the numbers that follow the tower's half of the input, the last of them the item's offset, plus wᵀz + b with z the tower's last layer over
 * the two halves. Adds the gradients of Σ cross-entropy by the tower's numbers (laid out as in `tower.ts`: layers, w, h,
 * b of w, b of h, two of no use) to `gradients`, which is cleared first, and writes those by each example's two vectors
 * into rows of `userGradients` and `itemGradients`. If `apart`, products and tower are two models with a loss each. A
 * label below 0 leaves an example out. The user's and h's part of an offset have no gradient: they stay as they are. Vectors have `width` numbers. `scratch` holds activations and errors, and rows
 * for two more numbers of each. 6 · rows · weights flops.
 */
export function neumf(
  rows: i32,
  users: usize,
  items: usize,
  labels: usize,
  userVectors: usize,
  itemVectors: usize,
  width: i32,
  shape: usize,
  tower: usize,
  turned: usize,
  towerSize: i32,
  gradients: usize,
  userGradients: usize,
  itemGradients: usize,
  apart: i32,
  scratch: usize,
): void {
  const layers = intAt(shape, 0);
  const input = widthOf(shape, 0);
  const halfBytes = (<usize>input) << 1;
  const bytes = (<usize>width) << 2;
  const factors = width - (input >> 1);
  const top = widthOf(shape, layers);
  const topBytes = (<usize>top) << 2;
  const activations = scratch;
  const errors = activationsOf(shape, activations, rows, 0, layers + 1);
  const highest = activationsOf(shape, activations, rows, 0, layers);
  const highestErrors = activationsOf(shape, errors, rows, 0, layers);
  const outputs = outputsOf(shape, tower);
  const h = outputs + topBytes;
  const biases = h + ((<usize>factors) << 2);
  const ownOutputs = outputsOf(shape, gradients);
  const ownH = ownOutputs + topBytes;
  const ownBiases = ownH + ((<usize>factors) << 2);
  memory.fill(gradients, 0, (<usize>towerSize) << 2);

  for (let row = 0; row < rows; row++) {
    const to = activations + <usize>row * 2 * halfBytes;
    memory.copy(to, userVectors + <usize>intAt(users, row) * bytes, halfBytes);
    memory.copy(to + halfBytes, itemVectors + <usize>intAt(items, row) * bytes, halfBytes);
  }
  climb(shape, tower, rows, activations, 0);

  for (let row = 0; row < rows; row++) {
    const p = userVectors + <usize>intAt(users, row) * bytes + halfBytes;
    const q = itemVectors + <usize>intAt(items, row) * bytes + halfBytes;
    const z = highest + <usize>row * topBytes;
    const ofTower = dot(outputs, z, top) + floatAt(biases, 0);
    const ofProducts = weightedDot(h, p, q, factors) + floatAt(biases, 1);
    const label = floatAt(labels, row);
    const counts: f32 = label < 0 ? 0 : 1;
    const error = counts * (logisticOfNegative(-(apart ? ofTower : ofTower + ofProducts)) - label);
    const productsError = apart ? counts * (logisticOfNegative(-ofProducts) - label) : error;
    addScaled(ownOutputs, error, z, top);
    store<f32>(ownBiases, load<f32>(ownBiases) + error);
    store<f32>(ownBiases + 4, load<f32>(ownBiases + 4) + productsError);
    scale(highestErrors + <usize>row * topBytes, error, outputs, topBytes);

    // By h, p and q: products of two of them, times the error.
    const byP = userGradients + <usize>row * bytes + halfBytes;
    const byQ = itemGradients + <usize>row * bytes + halfBytes;
    const factor = f32x4.splat(productsError);
    for (let f: usize = 0; f < bytes - halfBytes; f += 16) {
      const taste = f32x4.mul(factor, v128.load(p + f));
      const film = v128.load(q + f);
      const weight = v128.load(h + f);
      v128.store(ownH + f, f32x4.add(v128.load(ownH + f), f32x4.mul(taste, film)));
      v128.store(byQ + f, f32x4.mul(taste, weight));
      v128.store(byP + f, f32x4.mul(factor, f32x4.mul(film, weight)));
    }
    store<f32>(byP + bytes - halfBytes - 4, 0);
  }
  store<f32>(ownBiases - 4, 0);
  descend(shape, turned, rows, activations, errors, 0, gradients);
  for (let row = 0; row < rows; row++) {
    const from = errors + <usize>row * 2 * halfBytes;
    memory.copy(userGradients + <usize>row * bytes, from, halfBytes);
    memory.copy(itemGradients + <usize>row * bytes, from + halfBytes, halfBytes);
  }
}

/** Σ weights · a · b over `length` numbers, a multiple of 4. */
export function weightedDot(weights: usize, a: usize, b: usize, length: i32): f32 {
  let sums = f32x4.splat(0);
  for (const end = a + ((<usize>length) << 2); a < end; a += 16, b += 16, weights += 16) {
    sums = f32x4.add(sums, f32x4.mul(v128.load(weights), f32x4.mul(v128.load(a), v128.load(b))));
  }
  return sumOfLanes(sums);
}

/** target = factor · source */
export function scale(target: usize, factor: f32, source: usize, bytes: usize): void {
  const factors = f32x4.splat(factor);
  for (let f: usize = 0; f < bytes; f += 16) v128.store(target + f, f32x4.mul(factors, v128.load(source + f)));
}
