/** How often every unknown is set anew at most; a handful of them settles in far fewer. */
const mostSweeps = 1000;
const tolerance = 1e-10;

/**
 * The w that minimizes ½ wᵀ A w − bᵀ w with each of its numbers at least as high as its bound, by setting one after another
 * to its best. A is positive definite.
 */
export function boundedLeastSquares(
  a: readonly Float64Array[],
  b: Float64Array,
  bounds: readonly number[],
): Float64Array {
  const w = Float64Array.from(bounds, (bound) => Math.max(bound, 0));
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let moved = 0;
    for (const [at, row] of a.entries()) {
      const rest = row.reduce((sum, value, other) => (other === at ? sum : sum - value * w[other]), b[at]);
      const best = Math.max(bounds[at], rest / row[at]);
      moved = Math.max(moved, Math.abs(best - w[at]));
      w[at] = best;
    }
    if (moved <= tolerance * Math.max(...w.map(Math.abs))) break;
  }
  return w;
}
