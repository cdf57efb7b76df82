import type { Context } from '../context.ts';
import type { Region } from './arena.ts';
import type { Call } from './call.ts';
import { parallel, ranges } from './parallel.ts';
import { columnArguments, measureArguments, rowCountOf, similaritiesScratch, type Comparison } from './similarities.ts';

/** The most similar rows of each row: lists of `size`, most alike first, ties by the lower index. */
export interface SimilarRows {
  readonly size: number;
  /** -1 where a list has come to its end. */
  readonly rows: Int32Array;
  readonly similarities: Float32Array;
}

/** What is kept of similarities between the two halves of a step, in bytes: it should stay in the third-level cache. */
const blockBytes = 8 * 2 ** 20;
const mostRowsOfBlock = 512;
/** A popular film takes half a millisecond. */
const rowsOfTask = 4;

/**
 * The rows most like each row, on all threads; both arrays lie in the region. Each pair is compared once: a block of
 * rows at a time meets all that come after, and then those are offered the block's. Lists grow in a fixed order, and
 * ties are settled by index, so threads make no difference. O(Σ columns' lengths squared / 2).
 */
export async function topSimilar(
  region: Region,
  comparison: Comparison,
  size: number,
  context: Context,
  rowsAtOnce = mostRowsOfBlock,
): Promise<SimilarRows> {
  const count = rowCountOf(comparison);
  const rows = region.int32(count * size).fill(2 ** 31 - 1);
  const similarities = region.float32(count * size).fill(-Infinity);
  const width = Math.ceil(count / 4) * 4;
  const rowsOfBlock = Math.min(count, rowsAtOnce, Math.max(16, Math.floor(blockBytes / (4 * width))));
  const { arena } = region;
  const block = arena.float32(rowsOfBlock * width + 4);
  const lists = [size, similarities.byteOffset, rows.byteOffset] as const;
  const scratch = similaritiesScratch(comparison);
  try {
    for (let first = 0; first < count && size > 0; first += rowsOfBlock) {
      const last = Math.min(count, first + rowsOfBlock);
      const compare = ranges(last - first, rowsOfTask).map(([from, to]): Call<'similarRows'> => [
        first + from,
        first + to,
        ...rowArguments(comparison),
        block.byteOffset,
        first,
        width,
        ...lists,
      ]);
      await parallel(arena, { kernel: 'similarRows', tasks: compare, scratch }, context);
      const fours = ranges(Math.ceil(count / 4) - Math.floor(first / 4), 64);
      const offer = fours.map(([from, to]): Parameters<typeof arena.kernels.offerSimilarRows> => [
        4 * (Math.floor(first / 4) + from),
        Math.min(count, 4 * (Math.floor(first / 4) + to)),
        block.byteOffset,
        first,
        last,
        width,
        ...lists,
      ]);
      await parallel(arena, { kernel: 'offerSimilarRows', tasks: offer }, context);
    }
  } finally {
    arena.release(block);
  }
  for (let at = 0; at < rows.length; at++) {
    if (rows[at] !== 2 ** 31 - 1) continue;
    rows[at] = -1;
    similarities[at] = 0;
  }
  return { size, rows, similarities };
}

const rowArguments = (comparison: Comparison) =>
  [
    comparison.byRow.starts.byteOffset,
    comparison.byRow.indexes.byteOffset,
    comparison.byRow.values.byteOffset,
    ...columnArguments(comparison),
    rowCountOf(comparison),
    ...measureArguments(comparison),
  ] as const;
