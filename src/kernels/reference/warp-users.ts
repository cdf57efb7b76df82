import type { BprStep, BprUser } from './bpr-users.ts';
import { below, mix } from './random.ts';

/** What the kernel warpUsers is given for one user: that of bprUsers, and what a step weighs that took 1, 2 … draws. */
export interface WarpUser extends BprUser {
  readonly weights: ArrayLike<number>;
}

/** The steps from which a user's vector comes, in float64 and straight from the formula; returns the vector. */
export function* warpSteps(user: WarpUser): Generator<BprStep, Float64Array> {
  const { liked, others, itemVectors, width, constant, passes, rate, regularization, key, weights } = user;
  const likes = new Set(liked);
  const p = new Float64Array(width);
  p[constant] = 1;
  const score = (item: number): number => p.reduce((sum, value, f) => sum + value * itemVectors[item * width + f], 0);
  for (let pass = 0; pass < passes; pass++) {
    const passRate = (rate * (passes - pass)) / passes;
    const keep = 1 - passRate * regularization;
    for (const [at, item] of liked.entries()) {
      const least = score(item) - 1;
      let random = mix(item + key) + pass;
      for (let tries = 1; tries <= weights.length; tries++) {
        random = mix(random);
        const other = others[below(random, others.length)];
        if (likes.has(other) || score(other) <= least) continue;
        const size = passRate * weights[tries - 1];
        for (let f = 0; f < width; f++) {
          p[f] = keep * p[f] + size * (itemVectors[item * width + f] - itemVectors[other * width + f]);
        }
        p[constant] = 1;
        yield { at, other, size, keep };
        break;
      }
    }
  }
  return p;
}
