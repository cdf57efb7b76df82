import type { Context } from '../context.ts';
import { fillNormal } from '../random.ts';
import type { Region } from './arena.ts';
import { gramMemory } from './gram.ts';
import { multiplySparse, type SparseFactors } from './multiply-sparse.ts';
import { combineColumns, gramOf, orthonormalize } from './orthonormalize.ts';
import { paddedSize } from './row-equations.ts';
import { widthFor } from './width-for.ts';

type Sparse = SparseFactors['sparse'];

/** A sparse matrix and its transpose, in the arena of the region that all is computed in. */
export interface BothSides {
  readonly byRow: Sparse;
  readonly byColumn: Sparse;
}

/** Columns beside those wanted: the last wanted ones converge faster for it. */
const extra = 16;
/** An eigenvalue of RᵀR that is no more than this share of the largest is 0 but for the rounding of float32. */
const rounding = 1e-6;

/** How many columns are iterated for so many singular vectors. */
const sizeFor = (count: number, rows: number, columns: number): number => Math.min(count + extra, rows, columns);

/** The bytes that it takes. */
export function singularMemory(rows: number, columns: number, count: number): number {
  const size = sizeFor(count, rows, columns);
  return 4 * (2 * (rows + columns) * widthFor(size) + 8 * paddedSize(size) ** 2) + gramMemory(size);
}

/**
 * The right singular vectors of the `count` largest singular values of a sparse matrix R, as rows of `width` numbers, one
 * for each column of R; `found` of them, fewer where R has a smaller rank, and without those that chance alone would
 * give, unless `keepChance`. A random subspace is multiplied by RᵀR `iterations` times and made orthonormal in between; at last the best of it
 * is chosen by the eigenvectors of RᵀR within it (Halko, Martinsson, Tropp 2011, algorithms 4.4 and 5.1). The start
 * depends on `purpose` and the seed.
 * O(iterations · (entries · count + (rows + columns) · count²) + count³).
 */
export async function singularVectors(
  { byRow, byColumn }: BothSides,
  {
    count,
    iterations,
    purpose,
    keepChance = false,
  }: { count: number; iterations: number; purpose: string; keepChance?: boolean },
  region: Region,
  context: Context,
): Promise<{ found: number; width: number; vectors: Float32Array }> {
  const { arena } = region;
  const [rowCount, columnCount] = [byRow.starts.length - 1, byColumn.starts.length - 1];
  const size = sizeFor(count, rowCount, columnCount);
  const shape = { size, width: widthFor(size) };
  const left = { ...shape, rows: region.float32(rowCount * shape.width) };
  const right = { ...shape, rows: region.float32(columnCount * shape.width) };
  const [spareLeft, spareRight] = [left, right].map(({ rows }) => region.float32(rows.length));
  for (let column = 0; column < columnCount; column++) {
    const start = column * shape.width;
    fillNormal(right.rows.subarray(start, start + size), context.seed, purpose, { first: column * size });
  }
  const toLeft = { sparse: byRow, dense: right.rows, width: shape.width, product: left.rows };
  const toRight = { sparse: byColumn, dense: left.rows, width: shape.width, product: right.rows };
  for (let iteration = 0; iteration < iterations; iteration++) {
    await multiplySparse(arena, toLeft, context);
    await orthonormalize(left, spareLeft, context);
    await multiplySparse(arena, toRight, context);
    await orthonormalize(right, spareRight, context);
    context.progress(iteration + 1, iterations, 'iterations');
  }
  await orthonormalize(right, spareRight, context);
  await multiplySparse(arena, toLeft, context);
  const directions = await eigenvectors(
    await gramOf(left, context),
    keepChance ? () => 0 : byChance(byRow, columnCount),
  );
  const found = Math.min(count, directions.length);
  const width = widthFor(Math.max(1, found));
  const result = { rows: spareRight.subarray(0, columnCount * width), width, size: found };
  await combineColumns(right, directions.slice(0, found), result, context);
  return { found, width, vectors: result.rows };
}

/**
 * About the largest eigenvalue of RᵀR if beside the first singular vector there were nothing to be learned from R, but
 * independent entries of mean 0 with what is left of its squares (Geman 1980). What is no larger than that only repeats R.
 */
function byChance({ starts, values }: Sparse, columns: number): (largest: number) => number {
  const rows = starts.length - 1;
  const squares = values.reduce((sum, value) => sum + value ** 2, 0);
  return (largest) => ((squares - largest) / (rows * columns)) * (Math.sqrt(rows) + Math.sqrt(columns)) ** 2;
}

/** Those of a symmetric matrix whose eigenvalue is more than 0 and than a bound, by the largest first; but that anyway. */
async function eigenvectors(matrix: Float64Array[], bound: (largest: number) => number): Promise<Float64Array[]> {
  // Not before it is needed: the command line would wait for it each time.
  const { EigenvalueDecomposition, Matrix } = await import('ml-matrix');
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(matrix), {
    assumeSymmetric: true,
  });
  const order = [...realEigenvalues.keys()].sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const largest = realEigenvalues[order[0]];
  const least = Math.max(rounding * largest, bound(largest));
  return order
    .filter((at) => largest > 0 && (at === order[0] || realEigenvalues[at] > least))
    .map((at) => Float64Array.from(eigenvectorMatrix.getColumn(at)));
}
