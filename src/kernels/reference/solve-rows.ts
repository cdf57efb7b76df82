import { eliminate } from './eliminate.ts';
import { matrixOf, rightSide, type Equations } from './normal-equations.ts';

/** What the kernel of this name computes, in float64 and by elimination: the solutions, `size` numbers a row. */
export function solveRows(equations: Equations): Float64Array {
  const { starts, size } = equations;
  const solutions = new Float64Array((starts.length - 1) * size);
  for (let row = 0; row + 1 < starts.length; row++) {
    if (starts[row] === starts[row + 1]) continue;
    solutions.set(eliminate(matrixOf(equations, row), rightSide(equations, row)), row * size);
  }
  return solutions;
}
