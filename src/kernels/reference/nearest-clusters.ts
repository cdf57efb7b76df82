/** Sparse rows, and the cluster of each column. */
export interface Clustered {
  readonly starts: ArrayLike<number>;
  readonly indexes: ArrayLike<number>;
  readonly left: ArrayLike<number>;
  readonly columnClusters: ArrayLike<number>;
  /** t(c, d): a row for each cluster of rows. */
  readonly levels: readonly (readonly number[])[];
}

/** What the kernel of this name chooses: for each row the errors of all clusters, entry by entry, and the least. */
export function nearestClusters({ starts, indexes, left, columnClusters, levels }: Clustered): number[] {
  return Array.from({ length: starts.length - 1 }, (_, row) => {
    const errors = levels.map((level) => {
      let error = 0;
      for (let at = starts[row]; at < starts[row + 1]; at++)
        error += (left[at] - level[columnClusters[indexes[at]]]) ** 2;
      return error;
    });
    return errors.indexOf(Math.min(...errors));
  });
}
