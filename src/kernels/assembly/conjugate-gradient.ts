import { floatAt, intAt } from './arrays';
import { oneByFour } from './products';
import { addScaled, dot, sumsOfLanes } from './vectors';

/** A residual with squares below this is rounding error: the solution is reached. */
const nothing: f32 = 1e-20;

/**
 * The equations of `solveRows`, A x = b with A = G + Σ wₖ yₖyₖᵀ + λᵣ I and b = Σ tₖ yₖ, approached in a few steps of
 * conjugate gradients from the solutions that are there (Takács, Pilászy, Tikk 2011). A is never made: it is multiplied
 * with, A p = G p + λᵣ p + Σ wₖ (yₖ·p) yₖ. Here `size` is a multiple of 4, vectors are padded to it with zeros, and
 * `gram`, in rows of a multiple of 8, is full. A row without entries becomes 0. `scratch`: three rows of `gram`.
 * 4 · (steps + 1) · entries · size + 2 · (steps + 1) · rows · size² flops.
 */
export function conjugateGradient(
  firstRow: i32,
  lastRow: i32,
  starts: usize,
  indexes: usize,
  weights: usize,
  targets: usize,
  solutions: usize,
  solutionStride: i32,
  vectors: usize,
  vectorStride: i32,
  size: i32,
  gram: usize,
  regularization: usize,
  steps: i32,
  scratch: usize,
): void {
  const bytes = (<usize>size) << 2;
  const padded = (size + 7) & ~7;
  const rowBytes = (<usize>padded) << 2;
  const vectorBytes = (<usize>vectorStride) << 2;
  const solutionBytes = (<usize>solutionStride) << 2;
  const residual = scratch;
  const direction = residual + rowBytes;
  const image = direction + rowBytes;
  memory.fill(scratch, 0, 3 * rowBytes);
  for (let row = firstRow; row < lastRow; row++) {
    const solution = solutions + <usize>row * solutionBytes;
    const start = intAt(starts, row);
    const end = intAt(starts, row + 1);
    if (start == end) {
      memory.fill(solution, 0, bytes);
      continue;
    }
    const ridge = floatAt(regularization, row);

    // r = b − A x, p = r
    memory.copy(direction, solution, bytes);
    multiply(gram, padded, ridge, direction, image);
    addEntries(start, end, indexes, weights, targets, vectors, vectorBytes, bytes, direction, image);
    for (let f: usize = 0; f < bytes; f += 16) {
      const value = f32x4.neg(v128.load(image + f));
      v128.store(residual + f, value);
      v128.store(direction + f, value);
    }
    let squares = dot(residual, residual, size);
    for (let step = 0; step < steps && squares > nothing; step++) {
      // α = r·r / p·Ap, x += α p, r −= α Ap, p = r + (r·r / what it was before) p
      multiply(gram, padded, ridge, direction, image);
      addEntries(start, end, indexes, weights, 0, vectors, vectorBytes, bytes, direction, image);
      const length = squares / dot(direction, image, size);
      addScaled(solution, length, direction, size);
      addScaled(residual, -length, image, size);
      const before = squares;
      squares = dot(residual, residual, size);
      const keep = f32x4.splat(squares / before);
      for (let f: usize = 0; f < bytes; f += 16) {
        const kept = f32x4.mul(keep, v128.load(direction + f));
        v128.store(direction + f, f32x4.add(v128.load(residual + f), kept));
      }
    }
  }
}

/** image = (G + λ I) p, or λ p where there is no G. */
function multiply(gram: usize, padded: i32, ridge: f32, p: usize, image: usize): void {
  const rowBytes = (<usize>padded) << 2;
  const ridges = f32x4.splat(ridge);
  for (let f: usize = 0; f < rowBytes; f += 16) {
    let value = f32x4.mul(ridges, v128.load(p + f));
    if (gram != 0) value = f32x4.add(value, oneByFour(p, gram + (f >> 2) * rowBytes, rowBytes));
    v128.store(image + f, value);
  }
}

/** image += Σ (wₖ (yₖ·p) − tₖ) yₖ, without weights w = 1, without targets t = 0. */
function addEntries(
  at: i32,
  end: i32,
  indexes: usize,
  weights: usize,
  targets: usize,
  vectors: usize,
  vectorBytes: usize,
  bytes: usize,
  p: usize,
  image: usize,
): void {
  for (; at + 4 <= end; at += 4) {
    const y0 = vectors + <usize>intAt(indexes, at) * vectorBytes;
    const y1 = vectors + <usize>intAt(indexes, at + 1) * vectorBytes;
    const y2 = vectors + <usize>intAt(indexes, at + 2) * vectorBytes;
    const y3 = vectors + <usize>intAt(indexes, at + 3) * vectorBytes;
    let sum0 = f32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    for (let f: usize = 0; f < bytes; f += 16) {
      const values = v128.load(p + f);
      sum0 = f32x4.add(sum0, f32x4.mul(values, v128.load(y0 + f)));
      sum1 = f32x4.add(sum1, f32x4.mul(values, v128.load(y1 + f)));
      sum2 = f32x4.add(sum2, f32x4.mul(values, v128.load(y2 + f)));
      sum3 = f32x4.add(sum3, f32x4.mul(values, v128.load(y3 + f)));
    }
    let factors = sumsOfLanes(sum0, sum1, sum2, sum3);
    const offset = (<usize>at) << 2;
    if (weights != 0) factors = f32x4.mul(factors, v128.load(weights + offset));
    if (targets != 0) factors = f32x4.sub(factors, v128.load(targets + offset));
    const factor0 = v128.shuffle<i32>(factors, factors, 0, 0, 0, 0);
    const factor1 = v128.shuffle<i32>(factors, factors, 1, 1, 1, 1);
    const factor2 = v128.shuffle<i32>(factors, factors, 2, 2, 2, 2);
    const factor3 = v128.shuffle<i32>(factors, factors, 3, 3, 3, 3);
    for (let f: usize = 0; f < bytes; f += 16) {
      const first = f32x4.add(f32x4.mul(factor0, v128.load(y0 + f)), f32x4.mul(factor1, v128.load(y1 + f)));
      const second = f32x4.add(f32x4.mul(factor2, v128.load(y2 + f)), f32x4.mul(factor3, v128.load(y3 + f)));
      v128.store(image + f, f32x4.add(v128.load(image + f), f32x4.add(first, second)));
    }
  }
  for (; at < end; at++) {
    const y = vectors + <usize>intAt(indexes, at) * vectorBytes;
    let factor = dot(y, p, <i32>(bytes >> 2));
    if (weights != 0) factor *= floatAt(weights, at);
    if (targets != 0) factor -= floatAt(targets, at);
    addScaled(image, factor, y, <i32>(bytes >> 2));
  }
}
