import type { Kernels } from './kernels.ts';
import { ranges } from './parallel.ts';

type Task<K extends keyof Kernels> = Parameters<Kernels[K]>;

/** Multiplications of a task: some milliseconds. Cuts depend on the sizes alone, and the sums not even on these. */
const taskProducts = 2e7;
const rowsAtOnce = 64;
const columnsAtOnce = 512;

/**
 * The tasks of kernel `products` that make `result` = A · Bᵀ: the rows of both have `width` numbers, those of the result
 * one for each of the first `columns` rows of B, and are `resultWidth` apart.
 */
export function productTasks(
  a: Float32Array,
  b: Float32Array,
  width: number,
  columns: number,
  result: Float32Array,
  resultWidth: number,
): Task<'products'>[] {
  return ranges(a.length / width, rowsAtOnce).flatMap(([row, lastRow]) =>
    ranges(columns, columnsAtOnce).map(([first, last]): Task<'products'> => [
      ...([a.byteOffset + 4 * row * width, lastRow - row] as const),
      ...([b.byteOffset, first, last, width] as const),
      ...([result.byteOffset + 4 * row * resultWidth, resultWidth] as const),
    ]),
  );
}

/** A matrix by its rows of `width` numbers; `transposed`, if it is to be taken by its columns. */
export interface Left {
  readonly numbers: Float32Array;
  readonly width: number;
  readonly transposed?: boolean;
}

/**
 * The tasks of kernel `addProducts` that add A · B, or Aᵀ · B, to what is in `sums`. B and the sums have rows of `width`;
 * `terms` is how many rows of B there are, or fewer that count.
 */
export function addProductTasks(
  { numbers, width: leftWidth, transposed = false }: Left,
  b: Float32Array,
  width: number,
  terms: number,
  sums: Float32Array,
): Task<'addProducts'>[] {
  const rows = sums.length / width;
  const [rowStride, termStride] = transposed ? [1, leftWidth] : [leftWidth, 1];
  // Narrow columns, of which B's numbers stay in the cache, where there are many terms.
  const columns = terms * width > taskProducts / 16 ? 64 : width;
  const rowsOfTask = Math.max(16, 4 * Math.round(taskProducts / (4 * terms * columns)));
  return ranges(Math.ceil(rows / 4), rowsOfTask / 4).flatMap(([first, last]) =>
    ranges(width / 4, columns / 4).map(([left, right]): Task<'addProducts'> => [
      ...([4 * first, Math.min(rows, 4 * last), 4 * left, 4 * right] as const),
      ...([numbers.byteOffset, rowStride, termStride, terms, b.byteOffset, width, sums.byteOffset] as const),
    ]),
  );
}
