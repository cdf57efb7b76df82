import { floatAt, intAt, setFloat } from './arrays';
import { factorize, solveFactorized } from './cholesky';
import { gather } from './gather';
import { addOuterProducts } from './outer-products';
import { dot } from './vectors';

/** Entries whose vectors are gathered at a time; as many as stay in the first-level cache. */
const entriesAtOnce: i32 = 64;

/**
 * One sweep of iALS++ (Rendle, Krichene, Zhang, Koren 2021) over the equations of `solveRows`: from the solutions that
 * are there, a Newton step on `blockSize` numbers of each row after the other, x_π −= A_ππ⁻¹ (A x − b)_π, which is
 * exact within the block π. What is predicted for the entries, yₖ·x, is kept while the blocks change it. `size` is a
 * multiple of 4, vectors are padded to it with zeros, `blockSize` is a multiple of 4, `gram` (given always), in rows of
 * a multiple of 8, is full. A row without entries becomes 0. `scratch`: a block's matrix, one row and 64 rows of it,
 * one row of `gram`, and a number for each entry of the longest row.
 * entries · size · (blockSize + 6) + rows · size · (2 · size + blockSize² / 3) flops.
 */
export function solveBlocks(
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
  blockSize: i32,
  scratch: usize,
): void {
  const bytes = (<usize>size) << 2;
  const gramBytes = (<usize>((size + 7) & ~7)) << 2;
  const vectorBytes = (<usize>vectorStride) << 2;
  const solutionBytes = (<usize>solutionStride) << 2;
  const padded = (blockSize + 7) & ~7;
  const rowBytes = (<usize>padded) << 2;
  const matrix = scratch;
  const step = matrix + <usize>padded * rowBytes;
  const gathered = step + rowBytes;
  const predictions = gathered + <usize>entriesAtOnce * rowBytes;
  for (let row = firstRow; row < lastRow; row++) {
    const solution = solutions + <usize>row * solutionBytes;
    const start = intAt(starts, row);
    const end = intAt(starts, row + 1);
    if (start == end) {
      memory.fill(solution, 0, bytes);
      continue;
    }
    const ridge = floatAt(regularization, row);
    for (let at = start; at < end; at++) {
      setFloat(predictions, at - start, dot(vectors + <usize>intAt(indexes, at) * vectorBytes, solution, size));
    }
    for (let first = 0; first < size; first += blockSize) {
      const length = min(blockSize, size - first);
      const lengthBytes = (<usize>length) << 2;
      const offset = (<usize>first) << 2;
      const block = vectors + offset;

      // A_ππ and (b − A x)_π, without the entries
      memory.fill(matrix, 0, <usize>padded * rowBytes);
      memory.fill(step, 0, rowBytes);
      for (let i = 0; i < padded; i++) {
        const target = matrix + <usize>i * rowBytes;
        if (i < length) {
          const source = gram + <usize>(first + i) * gramBytes;
          memory.copy(target, source + offset, lengthBytes);
          setFloat(target, i, floatAt(target, i) + ridge);
          setFloat(step, i, -dot(source, solution, size) - ridge * floatAt(solution, first + i));
        } else {
          setFloat(target, i, 1);
        }
      }
      memory.fill(gathered, 0, <usize>entriesAtOnce * rowBytes);
      for (let at = start; at < end;) {
        const count = min(end - at, entriesAtOnce);
        for (let k = 0; k < count; k++, at++) {
          const weight: f32 = weights != 0 ? floatAt(weights, at) : 1;
          const target = floatAt(targets, at) - weight * floatAt(predictions, at - start);
          const vector = block + <usize>intAt(indexes, at) * vectorBytes;
          gather(gathered + <usize>k * rowBytes, sqrt<f32>(weight), step, target, vector, length);
        }
        addOuterProducts(matrix, gathered, count, padded);
      }
      factorize(matrix, padded);
      solveFactorized(matrix, padded, step);

      for (let i = 0; i < length; i++) setFloat(solution, first + i, floatAt(solution, first + i) + floatAt(step, i));
      if (first + length == size) break;
      for (let at = start; at < end; at++) {
        const change = dot(block + <usize>intAt(indexes, at) * vectorBytes, step, length);
        setFloat(predictions, at - start, floatAt(predictions, at - start) + change);
      }
    }
  }
}
