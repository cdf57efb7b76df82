/** What the kernel of this name works on, as lists of vectors; everything but `rows` is changed in place. */
export interface SvdppArrays {
  /** What each user rated: which item, and how. */
  readonly rows: readonly (readonly { readonly item: number; readonly value: number }[])[];
  readonly userFactors: readonly Float64Array[];
  readonly userOffsets: Float64Array;
  readonly itemFactors: readonly Float64Array[];
  readonly itemImplicit: readonly Float64Array[];
  readonly itemOffsets: Float64Array;
}

/**
 * One epoch of SVD++ as Koren 2008, §4.1, has it, user after user: each rating changes every implicit vector of its
 * user. O(Σ n² · factors), where the kernel takes O(Σ n · factors).
 */
export function svdpp(
  { rows, userFactors, userOffsets, itemFactors, itemImplicit, itemOffsets }: SvdppArrays,
  mean: number,
  rate: number,
  regularization: number,
  implicitRate: number,
  implicitRegularization: number,
): void {
  for (const [user, row] of rows.entries()) {
    const p = userFactors[user];
    const root = Math.sqrt(row.length);
    for (const { item, value } of row) {
      const q = itemFactors[item];
      const z = p.map((_, f) => row.reduce((sum, other) => sum + itemImplicit[other.item][f], 0) / root);
      const product = q.reduce((sum, x, f) => sum + x * (p[f] + z[f]), 0);
      const error = value - (mean + userOffsets[user] + itemOffsets[item] + product);
      userOffsets[user] += rate * (error - regularization * userOffsets[user]);
      itemOffsets[item] += rate * (error - regularization * itemOffsets[item]);
      for (const [f, character] of q.slice().entries()) {
        const taste = p[f];
        p[f] += rate * (error * character - regularization * taste);
        q[f] += rate * (error * (taste + z[f]) - regularization * character);
        for (const other of row) {
          const y = itemImplicit[other.item];
          y[f] += implicitRate * ((error * character) / root - implicitRegularization * y[f]);
        }
      }
    }
  }
}
