/** What the rated films say of one item: their values, how far the item lies from each, and how often each counts. */
export interface Said {
  readonly values: readonly number[];
  readonly deviations: readonly number[];
  readonly weights: readonly number[];
  readonly level: number;
}

/** What the kernel of this name computes for one item, in float64. */
export function averageDeviations({ values, deviations, weights, level }: Said): number {
  const saying = [...deviations.keys()].filter((film) => !Number.isNaN(deviations[film]) && weights[film] > 0);
  const total = saying.reduce((sum, film) => sum + weights[film], 0);
  if (total === 0) return NaN;
  return level + saying.reduce((sum, film) => sum + weights[film] * (values[film] + deviations[film]), 0) / total;
}
