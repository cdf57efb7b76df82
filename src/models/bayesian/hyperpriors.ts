import { normal } from '../../random.ts';
import { gammas } from './gamma.ts';

/** Precisions come from gamma distributions with half of these as shape and as rate: they say next to nothing. */
const [shape, rate] = [1, 1];
/** How many features' worth of certainty there is that the mean of a group is 0. */
const certainty = 1;

/** Draws what the vectors and the noise are themselves drawn from. */
export interface Hyperpriors {
  /** The precision of the noise, from what is left of the ratings. */
  noise(ratings: number, squaredErrors: number): number;
  /** The mean and the precision of `count` numbers from a normal distribution, by their sum and sum of squares. */
  group(count: number, sum: number, squares: number): { mean: number; precision: number };
}

/**
 * The conjugate draws of libFM (Rendle 2012, "Factorization Machines with libFM", §4.4), mean and precision of a group at
 * once: λ ~ Γ((a + n) / 2, (b + Σ (v − v̄)² + n c v̄² / (n + c)) / 2), then μ ~ N(Σ v / (n + c), 1 / ((n + c) λ)).
 */
export function hyperpriors(seed: number, purpose: string): Hyperpriors {
  const gamma = gammas(seed, `${purpose}.precision`);
  const noise = normal(seed, `${purpose}.mean`);
  let drawn = 0;
  return {
    noise: (ratings, squaredErrors) => gamma((shape + ratings) / 2, (rate + squaredErrors) / 2),
    group(count, sum, squares) {
      // Σ (v − v̄)² + n c v̄² / (n + c), with the squares in one place
      const spread = Math.max(0, squares - sum ** 2 / (count + certainty));
      const precision = gamma((shape + count) / 2, (rate + spread) / 2);
      const mean = sum / (count + certainty) + noise(drawn++) / Math.sqrt((count + certainty) * precision);
      return { mean, precision };
    },
  };
}
