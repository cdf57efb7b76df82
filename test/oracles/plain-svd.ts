import type { Ratings } from '../../src/dataset/ratings.ts';
import { normal, shuffled } from '../../src/random.ts';

export interface PlainSvdOptions {
  readonly factors: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly regularization: number;
  readonly initialDeviation: number;
}

/**
 * Biased matrix factorization as the papers write it (Koren, Bell, Volinsky 2009): double precision, one thread, the
 * ratings shuffled anew in each epoch. What the model on the kernels is compared with. Returns the predicted rating.
 */
export function plainSvd(ratings: Ratings, options: PlainSvdOptions, seed: number) {
  const { factors, epochs, learningRate: rate, regularization: penalty, initialDeviation } = options;
  const { user, item, value } = ratings.columns;
  const start = (count: number, purpose: string): Float64Array =>
    Float64Array.from({ length: count * factors }, (_, at) => random[purpose](at));
  const random: Record<string, (index: number) => number> = {
    users: normal(seed, 'plain.users', initialDeviation),
    items: normal(seed, 'plain.items', initialDeviation),
  };
  const [p, q] = [start(ratings.users.size, 'users'), start(ratings.items.size, 'items')];
  const [userOffsets, itemOffsets] = [new Float64Array(ratings.users.size), new Float64Array(ratings.items.size)];

  const predict = (someone: number, film: number): number => {
    let sum = ratings.mean + userOffsets[someone] + itemOffsets[film];
    for (let f = 0; f < factors; f++) sum += p[someone * factors + f] * q[film * factors + f];
    return sum;
  };
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const at of shuffled(ratings.size, seed, `plain.${epoch}`)) {
      const [u, i] = [user[at], item[at]];
      const error = value[at] - predict(u, i);
      userOffsets[u] += rate * (error - penalty * userOffsets[u]);
      itemOffsets[i] += rate * (error - penalty * itemOffsets[i]);
      for (let f = 0; f < factors; f++) {
        const [taste, character] = [p[u * factors + f], q[i * factors + f]];
        p[u * factors + f] += rate * (error * character - penalty * taste);
        q[i * factors + f] += rate * (error * taste - penalty * character);
      }
    }
  }
  return predict;
}
