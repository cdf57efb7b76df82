import type { Context } from '../context.ts';
import { Arena } from './arena.ts';
import { gram } from './gram.ts';
import type { Kernels } from './kernels.ts';
import { parallel, ranges } from './parallel.ts';
import { paddedSize } from './row-equations.ts';

/** A tall matrix: rows of `width` numbers, a multiple of 4, of which the first `size` count and the rest are 0. */
export interface Tall {
  readonly rows: Float32Array;
  readonly width: number;
  readonly size: number;
}

/** What of a column is left when it lies among the others but for the rounding of float32. */
const least = 1e-6;
const rowsAtOnce = 512;

/**
 * Makes the columns of `matrix` orthonormal: Q = Z L⁻ᵀ, where ZᵀZ = L Lᵀ. A column that lies among those before it becomes
 * 0, so fewer columns than asked for span the same. Nearly dependent columns need a second call (CholeskyQR2, Fukaya et
 * al. 2014). `spare` is as long as the rows of `matrix`, in the same arena; what it held is lost. O(rows · size²).
 */
export async function orthonormalize(matrix: Tall, spare: Float32Array, context: Context): Promise<void> {
  const { size } = matrix;
  const l = await gramOf(matrix, context);
  // In place, row by row: l becomes L, with an infinite pivot where a column is dropped, so that 0 comes of it.
  for (let row = 0; row < size; row++) {
    const whole = l[row][row];
    for (let column = 0; column <= row; column++) {
      let sum = l[row][column];
      for (let k = 0; k < column; k++) sum -= l[row][k] * l[column][k];
      if (column < row) l[row][column] = sum / l[column][column];
      else l[row][row] = sum > least * whole ? Math.sqrt(sum) : Infinity;
    }
  }
  const inverse = l.map((_, row) => Float64Array.from(l, (__, column) => Number(row === column)));
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) {
      for (let column = 0; column <= k; column++) inverse[row][column] -= l[row][k] * inverse[k][column];
    }
    for (let column = 0; column <= row; column++) inverse[row][column] /= l[row][row];
  }
  await combineColumns(matrix, inverse, { ...matrix, rows: spare }, context);
  matrix.rows.set(spare);
}

/** ZᵀZ, its lower half too. */
export async function gramOf({ rows, width, size }: Tall, context: Context): Promise<Float64Array[]> {
  const padded = paddedSize(size);
  const region = Arena.of(rows)!.region();
  try {
    const sums = region.float32(padded ** 2);
    await gram(region.arena, { vectors: rows, stride: width, size }, sums, context);
    return Array.from({ length: size }, (_, row) =>
      Float64Array.from(sums.subarray(row * padded, row * padded + size)),
    );
  } finally {
    region.release();
  }
}

/** Writes into each column j of `result` the sum of the columns of `matrix`, each times its number in combinations[j]. */
export async function combineColumns(
  { rows, width }: Tall,
  combinations: readonly Float64Array[],
  result: Tall,
  context: Context,
): Promise<void> {
  const region = Arena.of(rows)!.region();
  try {
    const factors = region.float32(combinations.length * width);
    combinations.forEach((combination, column) => factors.set(combination, column * width));
    const tasks = ranges(rows.length / width, rowsAtOnce).map(([from, to]): Parameters<Kernels['products']> => [
      rows.byteOffset + 4 * from * width,
      to - from,
      factors.byteOffset,
      0,
      combinations.length,
      width,
      result.rows.byteOffset + 4 * from * result.width,
      result.width,
    ]);
    result.rows.fill(0);
    await parallel(region.arena, { kernel: 'products', tasks }, context);
  } finally {
    region.release();
  }
}
