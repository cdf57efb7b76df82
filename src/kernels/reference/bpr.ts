import { below, mix } from './random.ts';

/** What the kernel bpr is given, but for the range of pairs: vectors are rows, changed in place. */
export interface BprPairs {
  readonly users: Int32Array;
  readonly items: Int32Array;
  readonly others: Int32Array;
  /** What each user likes. */
  readonly liked: readonly ReadonlySet<number>[];
  readonly userVectors: readonly Float64Array[];
  readonly itemVectors: readonly Float64Array[];
  readonly constant: number;
  readonly rate: number;
  readonly regularization: number;
  readonly key: number;
}

/** BPR's steps for all pairs in order, in float64 and straight from the formula (Rendle et al. 2009, figure 4). */
export function bpr(pairs: BprPairs): void {
  const { users, items, others, liked, userVectors, itemVectors, constant, rate, regularization, key } = pairs;
  for (let pair = 0; pair < users.length; pair++) {
    const other = others[below(mix(mix(pair) + key), others.length)];
    if (liked[users[pair]].has(other)) continue;
    const [p, q, r] = [userVectors[users[pair]], itemVectors[items[pair]], itemVectors[other]];
    const x = p.reduce((sum, value, f) => sum + value * (q[f] - r[f]), 0);
    const gradient = 1 / (1 + Math.exp(x));
    for (let f = 0; f < p.length; f++) {
      const [taste, better, worse] = [p[f], q[f], r[f]];
      p[f] += rate * (gradient * (better - worse) - regularization * taste);
      q[f] += rate * (gradient * taste - regularization * better);
      r[f] += rate * (-gradient * taste - regularization * worse);
    }
    p[constant] = 1;
  }
}
