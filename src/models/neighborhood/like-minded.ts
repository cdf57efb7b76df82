import type { History } from '../../dataset/history.ts';
import type { Arena, Region } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import {
  rowCountOf,
  similaritiesArguments,
  similaritiesScratch,
  type Comparison,
  type SparseRows,
} from '../../kernels/similarities.ts';

/** What a user-based neighborhood predicts with: see the kernel `averageNeighbors`. */
export interface LikeMinded {
  readonly arena: Arena;
  /** People by their ratings. */
  readonly comparison: Comparison;
  /** What each rating of each person says, by person, and by film. */
  readonly averaged: SparseRows;
  readonly averagedByItem: SparseRows;
  /** For each item. */
  readonly levels: Float32Array;
  readonly neighbors: number;
  readonly minimumNeighbors: number;
  readonly prior: number;
}

/** Someone to be scored: what is compared with others, and what others' values are moved and stretched to. */
export interface Someone {
  readonly history: History;
  readonly compared: Float32Array;
  /** Their index, or -1: nobody is a neighbor of themselves. */
  readonly self: number;
  readonly level: number;
  readonly spread: number;
}

/** The arguments of the three kernels that lead to one person's scores, each of which needs what the one before left. */
export interface Calls {
  readonly compare: Call<'similarities'>;
  readonly order: Call<'orderByLikeness'>;
  readonly average: Call<'averageNeighbors'>;
  readonly likeness: Float32Array;
  readonly ordered: Int32Array;
  readonly scores: Float32Array;
}

/** The calls for one person, on arrays in a region; the last is filled with the scores. */
export function callsFor(
  model: LikeMinded,
  { history, compared, self, level, spread }: Someone,
  region: Region,
): Calls {
  const { comparison, averaged, levels, neighbors, minimumNeighbors, prior } = model;
  const count = rowCountOf(comparison);
  const likeness = region.float32(count);
  const ordered = region.int32(count + 1);
  const scores = region.float32(levels.length);
  const row = { indexes: region.int32(compared.length), values: region.float32(compared.length), self };
  row.indexes.set(history.items);
  row.values.set(compared);
  return {
    compare: similaritiesArguments(comparison, row, likeness),
    order: [likeness.byteOffset, count, ordered.byteOffset],
    average: [
      ordered.byteOffset,
      likeness.byteOffset,
      averaged.starts.byteOffset,
      averaged.indexes.byteOffset,
      averaged.values.byteOffset,
      levels.length,
      neighbors,
      minimumNeighbors,
      prior,
      level,
      spread,
      levels.byteOffset,
      scores.byteOffset,
    ],
    likeness,
    ordered,
    scores,
  };
}

/** Bytes of scratch memory that each of the calls needs. */
export const scratchBytes = ({ comparison, levels }: LikeMinded) => ({
  compare: similaritiesScratch(comparison),
  order: 4 * rowCountOf(comparison) + 8192,
  average: 16 * levels.length,
});
