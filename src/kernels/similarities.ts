import type { Call } from './call.ts';

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
export function similaritiesArguments(
  comparison: Comparison,
  row: SparseRow,
  found: Float32Array,
): Call<'similarities'> {
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
  ];
}

/** Bytes of scratch memory that `similarities` needs. */
export const similaritiesScratch = (comparison: Comparison): number =>
  rowCountOf(comparison) * recordBytesOf(comparison);

export const columnArguments = ({ byColumn }: Comparison): [number, number, number] => [
  byColumn.starts.byteOffset,
  byColumn.indexes.byteOffset,
  byColumn.values.byteOffset,
];

export const measureArguments = (comparison: Comparison): [number, number, number] => [
  measures[comparison.measure].code,
  recordBytesOf(comparison),
  comparison.shrinkage,
];

/** A product needs to know the number of common columns only where it is to be shrunk by it. */
const recordBytesOf = ({ measure, shrinkage }: Comparison): number =>
  measure === 'product' && shrinkage === 0 ? 4 : measures[measure].recordBytes;
