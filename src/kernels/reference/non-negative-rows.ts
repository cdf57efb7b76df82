/** One row of `nonNegativeRows`: what its entries ask for, and their vectors. */
export interface NonNegativeRow {
  readonly targets: readonly number[];
  readonly vectors: readonly (readonly number[])[];
  readonly average: readonly number[];
  readonly ridge: number;
  readonly prior: number;
  /** The place that may have any sign; left out, there is none. */
  readonly free?: number;
}

/**
 * What the kernel of this name solves, in float64 and in another way: by steps down the gradient that are cut off at 0,
 * small enough for the steepest direction, until nothing moves.
 */
export function nonNegativeRow({ targets, vectors, average, ridge, prior, free }: NonNegativeRow): number[] {
  const pull = ridge * targets.length + prior;
  const squares = vectors.reduce((sum, vector) => sum + vector.reduce((own, value) => own + value * value, 0), pull);
  let solution = [...average];
  for (let step = 0; step < 1e6; step++) {
    const left = targets.map(
      (target, k) => target - vectors[k].reduce((sum, value, f) => sum + value * solution[f], 0),
    );
    const next = solution.map((value, f) => {
      const slope = left.reduce((sum, error, k) => sum + error * vectors[k][f], pull * (average[f] - value));
      return f === free ? value + slope / squares : Math.max(0, value + slope / squares);
    });
    const moved = Math.max(...next.map((value, f) => Math.abs(value - solution[f])));
    solution = next;
    if (moved < 1e-12) break;
  }
  return solution;
}
