import type { BprPairs } from './bpr.ts';
import { below, mix } from './random.ts';

/** What the kernel warp is given: that of bpr, and what a step weighs that took 1, 2 … draws. */
export interface WarpPairs extends BprPairs {
  readonly weights: ArrayLike<number>;
}

/** WARP's steps for all pairs in order, in float64 and straight from the paper (Weston et al. 2011, algorithm 1). */
export function warp(pairs: WarpPairs): void {
  const { users, items, others, liked, userVectors, itemVectors, constant, rate, regularization, key, weights } = pairs;
  for (let pair = 0; pair < users.length; pair++) {
    const [p, q] = [userVectors[users[pair]], itemVectors[items[pair]]];
    const score = (vector: Float64Array): number => vector.reduce((sum, value, f) => sum + value * p[f], 0);
    let random = mix(pair) + key;
    for (let tries = 1; tries <= weights.length; tries++) {
      random = mix(random);
      const other = others[below(random, others.length)];
      const r = itemVectors[other];
      if (liked[users[pair]].has(other) || score(r) <= score(q) - 1) continue;
      const size = rate * weights[tries - 1];
      for (let f = 0; f < p.length; f++) {
        const [taste, better, worse] = [p[f], q[f], r[f]];
        p[f] += size * (better - worse) - rate * regularization * taste;
        q[f] += size * taste - rate * regularization * better;
        r[f] += -size * taste - rate * regularization * worse;
      }
      p[constant] = 1;
      break;
    }
  }
}
