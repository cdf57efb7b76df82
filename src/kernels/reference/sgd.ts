/** What descent changes: vectors as rows of `factors` numbers, and offsets. */
export interface Descent {
  readonly userFactors: Float64Array;
  readonly itemFactors: Float64Array;
  readonly userOffsets: Float64Array;
  readonly itemOffsets: Float64Array;
}
export interface Rating {
  readonly user: number;
  readonly item: number;
  readonly value: number;
}
export interface Steps {
  readonly factors: number;
  readonly mean: number;
  readonly rate: number;
  readonly regularization: number;
}

/** Sums of squared gradients, for the two parts of each vector and for each offset; they start at 1. */
export interface Sums {
  readonly userFactors: readonly [Float64Array, Float64Array];
  readonly itemFactors: readonly [Float64Array, Float64Array];
  readonly userOffsets: Float64Array;
  readonly itemOffsets: Float64Array;
}

/**
 * One step of descent for each rating, in order; everything is changed in place. With `sums`, the step of an offset, of
 * a vector's first 8 numbers and of the rest is `rate` over the root of its sum (AdaGrad), which then grows by the mean
 * square of the gradient, over the vector as the kernel has it: filled up with zeros to a multiple of 4.
 */
export function sgd(ratings: readonly Rating[], descent: Descent, steps: Steps, sums?: Sums): void {
  const { factors, mean, rate, regularization } = steps;
  const { userFactors, itemFactors, userOffsets, itemOffsets } = descent;
  const padded = Math.ceil(factors / 4) * 4;
  for (const { user, item, value } of ratings) {
    const [p, q] = [user * factors, item * factors];
    let predicted = mean + userOffsets[user] + itemOffsets[item];
    for (let f = 0; f < factors; f++) predicted += userFactors[p + f] * itemFactors[q + f];
    const error = value - predicted;

    const move = (of: 'userOffsets' | 'itemOffsets', index: number): void => {
      const gradient = error - regularization * descent[of][index];
      descent[of][index] += (sums ? rate / Math.sqrt(sums[of][index]) : rate) * gradient;
      if (sums) sums[of][index] += gradient ** 2;
    };
    move('userOffsets', user);
    move('itemOffsets', item);

    for (const [part, from, to] of [
      [0, 0, Math.min(8, padded)],
      [1, 8, padded],
    ] as const) {
      const userStep = sums ? rate / Math.sqrt(sums.userFactors[part][user]) : rate;
      const itemStep = sums ? rate / Math.sqrt(sums.itemFactors[part][item]) : rate;
      let [userSquares, itemSquares] = [0, 0];
      for (let f = from; f < Math.min(to, factors); f++) {
        const [taste, character] = [userFactors[p + f], itemFactors[q + f]];
        const userGradient = error * character - regularization * taste;
        const itemGradient = error * taste - regularization * character;
        userFactors[p + f] += userStep * userGradient;
        itemFactors[q + f] += itemStep * itemGradient;
        userSquares += userGradient ** 2;
        itemSquares += itemGradient ** 2;
      }
      if (!sums || to <= from) continue;
      sums.userFactors[part][user] += userSquares / (to - from);
      sums.itemFactors[part][item] += itemSquares / (to - from);
    }
  }
}
