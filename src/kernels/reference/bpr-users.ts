import { below, mix } from './random.ts';

/** What the kernel bprUsers is given for one user. */
export interface BprUser {
  /** The items that the user likes, ascending. */
  readonly liked: Int32Array;
  /** What the other item of a pair is drawn from. */
  readonly others: Int32Array;
  readonly itemVectors: Float32Array;
  readonly width: number;
  /** Which number of the user's vector is always 1. */
  readonly constant: number;
  readonly passes: number;
  readonly rate: number;
  readonly regularization: number;
  readonly key: number;
}

/** One step of the ascent: p becomes keep · p + size · (q − r). */
export interface BprStep {
  /** Of q in `liked`. */
  readonly at: number;
  /** Of r. */
  readonly other: number;
  readonly size: number;
  readonly keep: number;
}

/** The steps from which a user's vector comes, in float64 and straight from the formula; returns the vector. */
export function* bprSteps(user: BprUser): Generator<BprStep, Float64Array> {
  const { liked, others, itemVectors, width, constant, passes, rate, regularization, key } = user;
  const likes = new Set(liked);
  const p = new Float64Array(width);
  p[constant] = 1;
  for (let pass = 0; pass < passes; pass++) {
    const passRate = (rate * (passes - pass)) / passes;
    const keep = 1 - passRate * regularization;
    for (const [at, item] of liked.entries()) {
      const other = others[below(mix(mix(item + key) + pass), others.length)];
      if (likes.has(other)) continue;
      const difference = p.map((_, f) => itemVectors[item * width + f] - itemVectors[other * width + f]);
      const x = difference.reduce((sum, value, f) => sum + value * p[f], 0);
      const size = passRate / (1 + Math.exp(x));
      for (let f = 0; f < width; f++) p[f] = keep * p[f] + size * difference[f];
      p[constant] = 1;
      yield { at, other, size, keep };
    }
  }
  return p;
}
