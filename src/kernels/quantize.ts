import type { Arena, Region } from './arena.ts';

/** Vectors rounded to whole numbers of 16 bits, in rows of `width`, a multiple of 8; see `topProductsCoarse`. */
export interface CoarseItems {
  readonly width: number;
  readonly numbers: Int16Array;
  /** What a whole number stands for. */
  readonly step: number;
  /** The largest sum of sizes, and the largest length, that a vector has. */
  readonly mostSum: number;
  readonly mostLength: number;
  /** Columns in which all items have the same number, and that number; they are left out of the rounding. */
  readonly constants: readonly { readonly column: number; readonly value: number }[];
}
export interface CoarseUsers {
  readonly numbers: Int16Array;
  readonly steps: Float32Array;
  /** A product is at most constants[u] + steps[u] · (coarse product). */
  readonly constants: Float32Array;
}

/** The largest whole number such that a sum of `width` products of two fits into 31 bits. */
const largest = (width: number): number => Math.min(32_000, Math.floor(Math.sqrt(2 ** 31 / width)) - 1);

/** Rounds the items' vectors, rows of `width`; the result lives in `arena`. O(items · width). */
export function coarseItems(vectors: Float32Array, width: number, arena: Arena): CoarseItems {
  const count = vectors.length / width;
  const coarseWidth = Math.ceil(width / 8) * 8;
  const constants = constantColumns(vectors, width);
  const isConstant = new Uint8Array(width);
  for (const { column } of constants) isConstant[column] = 1;
  let most = 0;
  let mostSum = 0;
  let mostSquares = 0;
  for (let row = 0; row < vectors.length; row += width) {
    let [sum, squares] = [0, 0];
    for (let column = 0; column < width; column++) {
      const size = Math.abs(vectors[row + column]);
      squares += size * size;
      if (isConstant[column]) continue;
      sum += size;
      if (size > most) most = size;
    }
    mostSum = Math.max(mostSum, sum);
    mostSquares = Math.max(mostSquares, squares);
  }
  const step = most / largest(coarseWidth) || 1;
  const numbers = arena.int16(Math.ceil(count / 4) * 4 * coarseWidth);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < width; column++) {
      if (!isConstant[column]) numbers[row * coarseWidth + column] = Math.round(vectors[row * width + column] / step);
    }
  }
  return { width: coarseWidth, numbers, step, mostSum, mostLength: Math.sqrt(mostSquares), constants };
}

/**
 * Rounds users' vectors, and bounds what a product with any item can be beside its coarse one. With u = s·m + d and
 * v = t·n + e (m, n whole, |d| ≤ s/2, |e| ≤ t/2) the product differs from s·t·m·n by at most
 * t/2 · (|u|₁ + width · s/2) + s/2 · |v|₁; single precision adds at most width · 2⁻²³ |u| |v|. O(users · width).
 */
export function coarseUsers(vectors: Float32Array, width: number, items: CoarseItems, region: Region): CoarseUsers {
  const count = vectors.length / width;
  const numbers = region.int16(count * items.width);
  const steps = region.float32(count);
  const constants = region.float32(count);
  const isConstant = new Uint8Array(width);
  for (const { column } of items.constants) isConstant[column] = 1;
  for (let user = 0; user < count; user++) {
    const row = user * width;
    let [most, sum, squares] = [0, 0, 0];
    for (let column = 0; column < width; column++) {
      const size = Math.abs(vectors[row + column]);
      squares += size * size;
      if (isConstant[column]) continue;
      sum += size;
      if (size > most) most = size;
    }
    const step = most / largest(items.width) || 1;
    for (let column = 0; column < width; column++) {
      if (isConstant[column]) continue;
      numbers[user * items.width + column] = Math.round(vectors[row + column] / step);
    }
    const rounding = (items.step / 2) * (sum + (width * step) / 2) + (step / 2) * items.mostSum;
    const precision = width * 2 ** -23 * Math.sqrt(squares) * items.mostLength;
    const constant = items.constants.reduce((total, { column, value }) => total + vectors[row + column] * value, 0);
    steps[user] = step * items.step;
    constants[user] = constant + (rounding + precision) * 1.001 + 1e-6 * Math.abs(constant);
  }
  return { numbers, steps, constants };
}

function constantColumns(vectors: Float32Array, width: number): { column: number; value: number }[] {
  const found: { column: number; value: number }[] = [];
  for (let column = 0; column < width && vectors.length > 0; column++) {
    const value = vectors[column];
    let row = column + width;
    while (row < vectors.length && vectors[row] === value) row += width;
    if (row >= vectors.length) found.push({ column, value });
  }
  return found;
}
