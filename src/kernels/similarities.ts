import type { Context } from '../context.ts';
import type { Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';
import { parallel } from './parallel.ts';

/** What rows can be compared by: the number that the kernel knows it by, and the bytes of sums that it needs a pair. */
export const measures = {
  /** Σ xy / √(Σ xx · Σ yy), over what both rows have. */
  cosine: { code: 0, recordBytes: 16 },
  /** The correlation of x and y, over what both rows have. */
  pearson: { code: 1, recordBytes: 32 },
  /** The cosine, shrunk by n − 1: of residuals it is the correlation about the baseline (Koren 2010, eq. 2 and 3). */
  'pearson-baseline': { code: 2, recordBytes: 16 },
  /** 1 / (mean of (x − y)² + 1), over what both rows have. */
  msd: { code: 3, recordBytes: 16 },
  /** How many both have, of how many either has. All values must be 1. */
  jaccard: { code: 4, recordBytes: 4 },
  /** Σ xy; of rows of length 1 it is the cosine over all columns. */
  product: { code: 5, recordBytes: 16 },
} as const;
export type Measure = keyof typeof measures;

/** Sparse rows, in an arena: row r is `indexes` and `values` from starts[r] to starts[r + 1], ascending. */
export interface SparseRows {
  readonly starts: Uint32Array;
  readonly indexes: Int32Array;
  readonly values: Float32Array;
}

/** Rows that are compared with each other, the same values both by row and by column, all in one arena. */
export interface Comparison {
  readonly byRow: SparseRows;
  readonly byColumn: SparseRows;
  readonly measure: Measure;
  /** n common columns weigh n / (n + shrinkage). */
  readonly shrinkage: number;
}

/** A row to be compared with all: entries ascending by index, in the arena; `self` is its place among them, or -1. */
export interface SparseRow {
  readonly indexes: Int32Array;
  readonly values: Float32Array;
  readonly self: number;
}

export const rowCountOf = ({ byRow }: Comparison): number => byRow.starts.length - 1;

/** Row `row` of a comparison: views, not copies. */
export function rowOf({ byRow: { starts, indexes, values } }: Comparison, row: number): SparseRow {
  const [from, to] = [starts[row], starts[row + 1]];
  return { indexes: indexes.subarray(from, to), values: values.subarray(from, to), self: row };
}

/** What the kernel `similarities` is called with, but for the scratch memory; `found` has a number for each row. */
export function similaritiesArguments(comparison: Comparison, row: SparseRow, found: Float32Array) {
  return [
    row.indexes.byteOffset,
    row.values.byteOffset,
    row.indexes.length,
    row.self,
    ...columnArguments(comparison),
    comparison.byRow.starts.byteOffset,
    rowCountOf(comparison),
    ...measureArguments(comparison),
    found.byteOffset,
  ] satisfies Parameters<Kernels['similarities']>;
}

/** Bytes of scratch memory that `similarities` needs. */
export const similaritiesScratch = (comparison: Comparison): number =>
  rowCountOf(comparison) * recordBytesOf(comparison);

/** The most similar rows of each row: lists of `size`, most alike first, ties by the lower index. */
export interface SimilarRows {
  readonly size: number;
  /** -1 where a list has come to its end. */
  readonly rows: Int32Array;
  readonly similarities: Float32Array;
}

/** The rows most like each row, on all threads; both arrays lie in the arena. O(Σ columns' lengths squared). */
export async function topSimilar(
  arena: Arena,
  comparison: Comparison,
  size: number,
  context: Context,
): Promise<SimilarRows> {
  const count = rowCountOf(comparison);
  const rows = arena.int32(count * size);
  const similarities = arena.float32(count * size);
  const { byRow } = comparison;
  const tasks = Array.from({ length: Math.ceil(count / rowsOfTask) }, (_, task): Parameters<Kernels['topSimilar']> => [
    task * rowsOfTask,
    Math.min(count, (task + 1) * rowsOfTask),
    byRow.starts.byteOffset,
    byRow.indexes.byteOffset,
    byRow.values.byteOffset,
    ...columnArguments(comparison),
    count,
    ...measureArguments(comparison),
    size,
    similarities.byteOffset,
    rows.byteOffset,
  ]);
  const scratch = similaritiesScratch(comparison) + 4 * (count + 4);
  await parallel(arena, { kernel: 'topSimilar', tasks, scratch }, context);
  for (let at = 0; at < rows.length; at++) {
    if (rows[at] !== 2 ** 31 - 1) continue;
    rows[at] = -1;
    similarities[at] = 0;
  }
  return { size, rows, similarities };
}

/** A popular film takes a millisecond. */
const rowsOfTask = 4;

const columnArguments = ({ byColumn }: Comparison): [number, number, number] => [
  byColumn.starts.byteOffset,
  byColumn.indexes.byteOffset,
  byColumn.values.byteOffset,
];

const measureArguments = (comparison: Comparison): [number, number, number] => [
  measures[comparison.measure].code,
  recordBytesOf(comparison),
  comparison.shrinkage,
];

/** A product needs to know the number of common columns only where it is to be shrunk by it. */
const recordBytesOf = ({ measure, shrinkage }: Comparison): number =>
  measure === 'product' && shrinkage === 0 ? 4 : measures[measure].recordBytes;
