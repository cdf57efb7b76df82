import type { Context } from '../context.ts';
import type { Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';
import { parallel, rangesOfRows } from './parallel.ts';

/** A sparse matrix by rows, a dense one in rows of `width` numbers, a multiple of 4, and where their product goes. */
export interface SparseFactors {
  readonly sparse: {
    readonly starts: Uint32Array;
    readonly indexes: Int32Array;
    readonly values: Float32Array;
  };
  readonly dense: Float32Array;
  readonly width: number;
  readonly product: Float32Array;
}

/** Multiply-adds of a task: some milliseconds. */
const taskSize = 1e7;

/** The product, on all threads. All arrays live in the arena. 2 · entries · width flops. */
export function multiplySparse(arena: Arena, factors: SparseFactors, context: Context): Promise<void> {
  const tasks = rangesOfRows(factors.sparse.starts, taskSize / factors.width).map((range) => task(factors, ...range));
  return parallel(arena, { kernel: 'sparseProducts', tasks }, context);
}

/** The same on this thread and at once, to the bit. */
export function multiplySparseHere(arena: Arena, factors: SparseFactors): void {
  arena.kernels.sparseProducts(...task(factors, 0, factors.sparse.starts.length - 1));
}

const task = (
  { sparse, dense, width, product }: SparseFactors,
  from: number,
  to: number,
): Parameters<Kernels['sparseProducts']> => [
  from,
  to,
  sparse.starts.byteOffset,
  sparse.indexes.byteOffset,
  sparse.values.byteOffset,
  dense.byteOffset,
  width,
  product.byteOffset,
];
