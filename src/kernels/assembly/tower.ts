import { floatAt, intAt } from './arrays';
import { multiply } from './multiply';

/**
 * A tower of layers, each max(0, x · W + b) of the one below. `shape` holds the number of layers, the width of the input
 * and that of each layer, all multiples of 4; `tower` W and b of each layer from the lowest on, W with a row for each
 * number of the layer below, and then what `outputsOf` finds; `turned` holds each W's transpose at W's own place.
 * Activations and errors (the loss's derivatives by them) of `rows` examples lie layer by layer, row by row.
 */
export function widthOf(shape: usize, layer: i32): i32 {
  return intAt(shape, 1 + layer);
}

/** Where a layer's W is. */
export function layerOf(shape: usize, tower: usize, layer: i32): usize {
  for (let below = 0; below < layer - 1; below++) {
    tower += (<usize>(widthOf(shape, below) + 1) * <usize>widthOf(shape, below + 1)) << 2;
  }
  return tower;
}

/** Where the weights of the highest layer's numbers in the logit are; after them those of the products of vectors. */
export function outputsOf(shape: usize, tower: usize): usize {
  return layerOf(shape, tower, intAt(shape, 0) + 1);
}

/** Where the activations of a layer are if those of `lowest` are at `activations`. */
export function activationsOf(shape: usize, activations: usize, rows: i32, lowest: i32, layer: i32): usize {
  for (let below = lowest; below < layer; below++) activations += (<usize>rows * <usize>widthOf(shape, below)) << 2;
  return activations;
}

/** The activations of all layers above `lowest`, whose own are at `activations`. */
export function climb(shape: usize, tower: usize, rows: i32, activations: usize, lowest: i32): void {
  for (let layer = lowest + 1; layer <= intAt(shape, 0); layer++) {
    const inner = widthOf(shape, layer - 1);
    const width = widthOf(shape, layer);
    const above = activations + ((<usize>rows * <usize>inner) << 2);
    const weights = layerOf(shape, tower, layer);
    const biases = weights + ((<usize>inner * <usize>width) << 2);
    multiply(rows, inner, width, activations, (<usize>inner) << 2, 4, weights, above, biases, 0);
    rectify(above, rows * width);
    activations = above;
  }
}

/** max(0, x) for `count` numbers, a multiple of 4; what is no number stays so. */
export function rectify(values: usize, count: i32): void {
  const zero = f32x4.splat(0);
  for (const end = values + ((<usize>count) << 2); values < end; values += 16) {
    v128.store(values, f32x4.max(v128.load(values), zero));
  }
}

/**
 * The errors of all layers from the highest, whose own are given, down to `lowest`; those of a layer, in the end, are by
 * what went into max. If `gradients` is not 0, the gradients of W and b are added there, in the order of `tower`.
 */
export function descend(
  shape: usize,
  turned: usize,
  rows: i32,
  activations: usize,
  errors: usize,
  lowest: i32,
  gradients: usize,
): void {
  for (let layer = intAt(shape, 0); layer >= lowest && layer > 0; layer--) {
    const width = widthOf(shape, layer);
    const own = activationsOf(shape, errors, rows, lowest, layer);
    silence(own, activationsOf(shape, activations, rows, lowest, layer), rows * width);
    if (layer == lowest) return;
    const inner = widthOf(shape, layer - 1);
    if (gradients != 0) {
      const weights = layerOf(shape, gradients, layer);
      const below = activationsOf(shape, activations, rows, lowest, layer - 1);
      const bytes = (<usize>width) << 2;
      multiply(inner, rows, width, below, 4, (<usize>inner) << 2, own, weights, weights, bytes);
      addRows(own, rows, width, weights + <usize>inner * bytes);
    }
    const errorsBelow = activationsOf(shape, errors, rows, lowest, layer - 1);
    multiply(rows, width, inner, own, (<usize>width) << 2, 4, layerOf(shape, turned, layer), errorsBelow, 0, 0);
  }
}

/** Sets errors to 0 where the activation is not above 0. */
function silence(errors: usize, activations: usize, count: i32): void {
  const zero = f32x4.splat(0);
  for (const end = errors + ((<usize>count) << 2); errors < end; errors += 16, activations += 16) {
    v128.store(errors, v128.and(v128.load(errors), f32x4.gt(v128.load(activations), zero)));
  }
}

/** sum += each of `count` rows of `width` numbers, a multiple of 4. */
export function addRows(rows: usize, count: i32, width: i32, sum: usize): void {
  const bytes = (<usize>width) << 2;
  for (let column: usize = 0; column < bytes; column += 16) {
    let total = v128.load(sum + column);
    for (let row = 0; row < count; row++) total = f32x4.add(total, v128.load(rows + <usize>row * bytes + column));
    v128.store(sum + column, total);
  }
}

/** Writes the transpose of each layer's W to the same place of `turned`. */
export function turn(shape: usize, tower: usize, turned: usize): void {
  for (let layer = 1; layer <= intAt(shape, 0); layer++) {
    const inner = widthOf(shape, layer - 1);
    const width = widthOf(shape, layer);
    const weights = layerOf(shape, tower, layer);
    let to = layerOf(shape, turned, layer);
    for (let column = 0; column < width; column++) {
      for (let row = 0; row < inner; row++, to += 4) store<f32>(to, floatAt(weights, row * width + column));
    }
  }
}
