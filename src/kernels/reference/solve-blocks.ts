import { eliminate } from './eliminate.ts';
import { dot, matrixOf, rightSide, type Equations } from './normal-equations.ts';

/**
 * What the kernel of this name computes, in float64 and with the matrix made: from `start`, `size` numbers a row, each
 * block of a row's numbers in turn is set to what minimizes ½ xᵀA x − bᵀx while the others stay.
 */
export function solveBlocks(equations: Equations, start: Float64Array, blockSize: number): Float64Array {
  const { starts, size } = equations;
  const solutions = Float64Array.from(start);
  for (let row = 0; row + 1 < starts.length; row++) {
    const x = solutions.subarray(row * size, (row + 1) * size);
    if (starts[row] === starts[row + 1]) {
      x.fill(0);
      continue;
    }
    const matrix = matrixOf(equations, row);
    const right = rightSide(equations, row);
    for (let first = 0; first < size; first += blockSize) {
      const last = Math.min(size, first + blockSize);
      x.fill(0, first, last);
      const lines = matrix.slice(first, last);
      const rest = lines.map((line, at) => right[first + at] - dot(line, x));
      x.set(
        eliminate(
          lines.map((line) => line.slice(first, last)),
          Float64Array.from(rest),
        ),
        first,
      );
    }
  }
  return solutions;
}
