/** What is minimized, and how closely. */
export interface ElasticNet {
  readonly l1: number;
  readonly l2: number;
  readonly positive: boolean;
  readonly sweeps: number;
}

/**
 * What the kernel of this name comes to, in float64: the weights of all films for film j, from the counts G = XᵀX in
 * rows of `films`. Every weight in turn is set to its best, given all others, by the formula of Friedman, Hastie and
 * Tibshirani 2010, eq. 5; as often as is asked for, whatever changes.
 */
export function elasticNet(
  counts: Float64Array,
  films: number,
  film: number,
  { l1, l2, positive, sweeps }: ElasticNet,
): Float64Array {
  const weights = new Float64Array(films);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (let one = 0; one < films; one++) {
      if (one === film) continue;
      let pull = counts[film * films + one];
      for (let other = 0; other < films; other++) {
        if (other !== one) pull -= counts[one * films + other] * weights[other];
      }
      const size = Math.max(0, (positive ? pull : Math.abs(pull)) - l1);
      weights[one] = (Math.sign(pull) * size) / (counts[one * films + one] + l2 || 1);
    }
  }
  return weights;
}
