import { dot, matrixOf, rightSide, type Equations } from './normal-equations.ts';

/**
 * What the kernel of this name computes, in float64 and with the matrix made (Hestenes and Stiefel 1952): the solutions
 * after `steps` steps from `start`, `size` numbers a row.
 */
export function conjugateGradient(equations: Equations, start: Float64Array, steps: number): Float64Array {
  const { starts, size } = equations;
  const solutions = Float64Array.from(start);
  for (let row = 0; row + 1 < starts.length; row++) {
    const x = solutions.subarray(row * size, (row + 1) * size);
    if (starts[row] === starts[row + 1]) {
      x.fill(0);
      continue;
    }
    const matrix = matrixOf(equations, row);
    const image = (vector: Float64Array): Float64Array => Float64Array.from(matrix, (line) => dot(line, vector));
    const before = image(x);
    let residual = rightSide(equations, row).map((value, at) => value - before[at]);
    let direction = residual;
    for (let step = 0; step < steps && dot(residual, residual) > 1e-20; step++) {
      const change = image(direction);
      const length = dot(residual, residual) / dot(direction, change);
      for (let at = 0; at < size; at++) x[at] += length * direction[at];
      const next = residual.map((value, at) => value - length * change[at]);
      const keep = dot(next, next) / dot(residual, residual);
      const old = direction;
      direction = next.map((value, at) => value + keep * old[at]);
      residual = next;
    }
  }
  return solutions;
}
