import { floatAt, intAt, setFloat } from './arrays';
import { gather } from './gather';
import { addOuterProducts } from './outer-products';
import { addScaled } from './vectors';

/** Entries whose vectors are gathered at a time; as many as stay in the first-level cache. */
const entriesAtOnce: i32 = 64;
/** It ends when no number of a vector moves by more than this part of the largest. */
const precision: f32 = 1e-6;

/**
 * The vector of each row that is nowhere negative and least in Σ (t − x·y)² + ρ |x − a|², over the row's n entries, for
 * ρ = ridge · n + prior and the vector a = `average`: what the multiplicative updates of `multiplyRows` would end at,
 * found by coordinate descent (Franc, Hlaváč, Navara 2005), which gets there in far fewer steps and to true zeros. The
 * number at `free` (-1: none) may have any sign. A row without entries is a. Vectors, solutions and a are the first
 * `size` numbers of rows that are `stride` apart. What comes out for a row depends on nothing but the row. `scratch`: a
 * matrix of `size` rounded up to a multiple of 8, two rows of it, and 64 rows for gathered vectors.
 * O(entries · size² + rows · sweeps · size²), `sweeps` being the most that are made.
 */
export function nonNegativeRows(
  firstRow: i32,
  lastRow: i32,
  starts: usize,
  indexes: usize,
  targets: usize,
  solutions: usize,
  vectors: usize,
  stride: i32,
  size: i32,
  average: usize,
  free: i32,
  ridge: f32,
  prior: f32,
  sweeps: i32,
  scratch: usize,
): void {
  const padded = (size + 7) & ~7;
  const rowBytes = (<usize>padded) << 2;
  const strideBytes = (<usize>stride) << 2;
  const sizeBytes = (<usize>size) << 2;
  const matrix = scratch;
  /** Half the descent at the place where a vector stands: Σ t y + ρ a − (Σ y yᵀ + ρ I) x. */
  const slope = matrix + <usize>padded * rowBytes;
  const solution = slope + rowBytes;
  const gathered = solution + rowBytes;
  memory.fill(gathered, 0, <usize>entriesAtOnce * rowBytes);
  for (let row = firstRow; row < lastRow; row++) {
    let at = intAt(starts, row);
    const end = intAt(starts, row + 1);
    const rho: f32 = ridge * <f32>(end - at) + prior;
    memory.fill(solution, 0, rowBytes);
    memory.copy(solution, average, sizeBytes);
    memory.fill(slope, 0, rowBytes);
    memory.fill(matrix, 0, <usize>padded * rowBytes);
    while (at < end) {
      const count = min(end - at, entriesAtOnce);
      for (let k = 0; k < count; k++, at++) {
        const vector = vectors + <usize>intAt(indexes, at) * strideBytes;
        gather(gathered + <usize>k * rowBytes, 1, slope, floatAt(targets, at), vector, size);
      }
      addOuterProducts(matrix, gathered, count, padded);
    }
    mirror(matrix, padded);
    // At a, the pull towards it is nothing, so the slope there is that of the entries alone.
    for (let i = 0; i < size; i++) addScaled(slope, -floatAt(solution, i), matrix + <usize>i * rowBytes, padded);
    for (let i = 0; i < size; i++) setFloat(matrix, i * (padded + 1), floatAt(matrix, i * (padded + 1)) + rho);
    for (let sweep = 0; sweep < sweeps; sweep++) {
      let largest: f32 = 0;
      let moved: f32 = 0;
      for (let i = 0; i < size; i++) {
        const now = floatAt(solution, i);
        let step = floatAt(slope, i) / floatAt(matrix, i * (padded + 1));
        if (i != free) step = max<f32>(step, -now);
        if (step != 0) {
          setFloat(solution, i, now + step);
          addScaled(slope, -step, matrix + <usize>i * rowBytes, padded);
        }
        moved = max<f32>(moved, abs<f32>(step));
        largest = max<f32>(largest, abs<f32>(now + step));
      }
      if (moved <= precision * largest) break;
    }
    memory.copy(solutions + <usize>row * strideBytes, solution, sizeBytes);
  }
}

/** Copies the upper half of a square matrix to the lower. */
function mirror(matrix: usize, size: i32): void {
  for (let i = 1; i < size; i++) {
    for (let j = 0; j < i; j++) setFloat(matrix, i * size + j, floatAt(matrix, j * size + i));
  }
}
