import { floatAt, intAt, setFloat } from './arrays';
import { factorize, solveFactorized } from './cholesky';
import { gather } from './gather';
import { addOuterProducts } from './outer-products';

/** Entries whose vectors are gathered at a time; as many as stay in the first-level cache. */
const entriesAtOnce: i32 = 64;

/**
 * The ridge regression of each row on the vectors of its entries: for the entries k of row r,
 * xᵣ = (G + Σ wₖ yₖyₖᵀ + λᵣ I)⁻¹ Σ tₖ yₖ, by Cholesky. One half-step of alternating least squares: explicit (Zhou et
 * al. 2008, no G, no weights) or implicit (Hu, Koren, Volinsky 2008, G = YᵀY, w = c − 1, t = c).
 * `weights` (≥ 0) 0: all are 1. `gram` 0: none; else rows of `size` rounded up to a multiple of 8, the upper half, as
 * `gram` makes it. `regularization`: λᵣ for each row, > 0. Vectors and solutions are the first `size` numbers, any
 * count, of rows that are so many numbers apart. A row without entries becomes 0. What comes out for a row depends on
 * nothing but the row. `scratch`: the matrix, a row of it, and 64 rows for gathered vectors.
 * entries · size² + rows · size³ / 3 flops.
 */
export function solveRows(
  firstRow: i32,
  lastRow: i32,
  starts: usize,
  indexes: usize,
  weights: usize,
  targets: usize,
  solutions: usize,
  solutionStride: i32,
  vectors: usize,
  vectorStride: i32,
  size: i32,
  gram: usize,
  regularization: usize,
  scratch: usize,
): void {
  const padded = (size + 7) & ~7;
  const rowBytes = (<usize>padded) << 2;
  const matrixBytes = <usize>padded * rowBytes;
  const vectorBytes = (<usize>vectorStride) << 2;
  const solutionBytes = (<usize>solutionStride) << 2;
  const sizeBytes = (<usize>size) << 2;
  const matrix = scratch;
  const solution = matrix + matrixBytes;
  const gathered = solution + rowBytes;
  memory.fill(gathered, 0, <usize>entriesAtOnce * rowBytes);
  for (let row = firstRow; row < lastRow; row++) {
    let at = intAt(starts, row);
    const end = intAt(starts, row + 1);
    memory.fill(solution, 0, rowBytes);
    if (at < end) {
      if (gram != 0) memory.copy(matrix, gram, matrixBytes);
      else memory.fill(matrix, 0, matrixBytes);
      const ridge = floatAt(regularization, row);
      for (let i = 0; i < padded; i++) {
        // The places that are only there to fill up get a 1, so that their solution is 0.
        setFloat(matrix, i * (padded + 1), i < size ? floatAt(matrix, i * (padded + 1)) + ridge : 1);
      }
      while (at < end) {
        const count = min(end - at, entriesAtOnce);
        for (let k = 0; k < count; k++, at++) {
          const vector = vectors + <usize>intAt(indexes, at) * vectorBytes;
          const root = weights != 0 ? sqrt<f32>(floatAt(weights, at)) : 1;
          gather(gathered + <usize>k * rowBytes, root, solution, floatAt(targets, at), vector, size);
        }
        addOuterProducts(matrix, gathered, count, padded);
      }
      factorize(matrix, padded);
      solveFactorized(matrix, padded, solution);
    }
    memory.copy(solutions + <usize>row * solutionBytes, solution, sizeBytes);
  }
}
