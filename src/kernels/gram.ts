import type { Context } from '../context.ts';
import type { Arena } from './arena.ts';
import type { Call } from './call.ts';
import { parallel, ranges } from './parallel.ts';
import { paddedSize } from './row-equations.ts';

/** At most so many partial sums, of at least so many vectors each: the same for any number of threads. */
const mostParts = 32;
const fewestVectors = 512;

interface Vectors {
  readonly vectors: Float32Array;
  /** How many numbers apart they are, and how many of these count. */
  readonly stride: number;
  readonly size: number;
  /** What the sum is multiplied by; 1 if left out. */
  readonly scale?: number;
}

/** The bytes that it needs while it sums, beside the matrix. */
export const gramMemory = (size: number): number => 4 * mostParts * paddedSize(size) ** 2;

/**
 * Writes `scale` · Σ yyᵀ over all rows of `vectors`: a symmetric matrix with rows of `paddedSize(size)` numbers. Partial
 * sums are added up in order, in float64. All arrays live in the arena.
 */
export async function gram(arena: Arena, given: Vectors, matrix: Float32Array, context: Context): Promise<void> {
  const region = arena.region();
  try {
    const { tasks, sums } = partsOf(given, region.float32);
    await parallel(arena, { kernel: 'gram', tasks, scratch: scratchBytes(given.size) }, context);
    merge(sums, given, matrix);
  } finally {
    region.release();
  }
}

/** The same on this thread and at once, to the bit. */
export function gramHere(arena: Arena, given: Vectors, matrix: Float32Array): void {
  const region = arena.region();
  try {
    const { tasks, sums } = partsOf(given, region.float32);
    const scratch = region.uint8(scratchBytes(given.size)).byteOffset;
    for (const task of tasks) arena.kernels.gram(...task, scratch);
    merge(sums, given, matrix);
  } finally {
    region.release();
  }
}

/** 64 gathered vectors. */
const scratchBytes = (size: number): number => 4 * 64 * paddedSize(size);

function partsOf(
  { vectors, stride, size }: Vectors,
  allocate: (length: number) => Float32Array,
): { tasks: Call<'gram'>[]; sums: Float32Array[] } {
  const rows = vectors.length / stride;
  const parts = ranges(rows, Math.max(fewestVectors, rows / mostParts));
  const sums = parts.map(() => allocate(paddedSize(size) ** 2));
  const tasks = parts.map(([from, to], at): Call<'gram'> => [
    from,
    to,
    vectors.byteOffset,
    stride,
    size,
    sums[at].byteOffset,
  ]);
  return { tasks, sums };
}

function merge(sums: readonly Float32Array[], { size, scale = 1 }: Vectors, matrix: Float32Array): void {
  const padded = paddedSize(size);
  for (let i = 0; i < padded; i++) {
    for (let j = i; j < padded; j++) {
      let sum = 0;
      for (const part of sums) sum += part[i * padded + j];
      matrix[i * padded + j] = scale * sum;
      matrix[j * padded + i] = scale * sum;
    }
  }
}
