import type { Context } from '../context.ts';
import type { Arena } from './arena.ts';
import { parallel, ranges } from './parallel.ts';
import { paddedSize } from './row-equations.ts';

/** At most so many partial sums, of at least so many vectors each: the same for any number of threads. */
const mostParts = 64;
const fewestVectors = 512;

/**
 * Writes `scale` · Σ yyᵀ over the first `size` numbers of all rows of `vectors`, a symmetric matrix with rows of
 * `paddedSize(size)` numbers. Partial sums are added up in order, in float64. All arrays live in the arena.
 */
export async function gram(
  arena: Arena,
  { vectors, stride, size, scale = 1 }: { vectors: Float32Array; stride: number; size: number; scale?: number },
  matrix: Float32Array,
  context: Context,
): Promise<void> {
  const rows = vectors.length / stride;
  const padded = paddedSize(size);
  const region = arena.region();
  try {
    const parts = ranges(rows, Math.max(fewestVectors, rows / mostParts)).map(([from, to]) => ({
      from,
      to,
      sums: region.float32(padded * padded),
    }));
    const tasks = parts.map(
      ({ from, to, sums }) => [from, to, vectors.byteOffset, stride, size, sums.byteOffset] as const,
    );
    await parallel(arena, { kernel: 'gram', tasks, scratch: 4 * 64 * padded }, context);
    for (let i = 0; i < padded; i++) {
      for (let j = i; j < padded; j++) {
        let sum = 0;
        for (const { sums } of parts) sum += sums[i * padded + j];
        matrix[i * padded + j] = scale * sum;
        matrix[j * padded + i] = scale * sum;
      }
    }
  } finally {
    region.release();
  }
}
