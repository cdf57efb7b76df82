import type { Ratings } from '../../dataset/ratings.ts';
import { MovierecError } from '../../errors.ts';
import { normal, uniform } from '../../random.ts';

/** Ratings have some tens of levels at most; a scale without steps has no use for cutpoints. */
const mostLevels = 64;

/**
 * The different ratings, ascending.
 * @throws OPTION_RANGE
 */
export function levelsOf({ columns: { value } }: Ratings): Float32Array {
  const levels = Float32Array.from(new Set(value)).sort();
  if (levels.length > mostLevels) {
    throw new MovierecError(
      'OPTION_RANGE',
      `bfm: with likelihood=probit ratings are levels, and here are ${levels.length} different ones.`,
      'Use numbers: --set likelihood=regression',
    );
  }
  return levels;
}

/** The level of each rating: the nearest, the lower of two. */
export function levelIndexes(levels: Float32Array, ratings: Float32Array, into: Int32Array): Int32Array {
  for (let at = 0; at < into.length; at++) {
    const rating = ratings[at];
    let level = 0;
    while (level + 1 < levels.length && rating > (levels[level] + levels[level + 1]) / 2) level++;
    into[at] = level;
  }
  return into;
}

/** Beyond all predictions. */
const endless = 1e4;

/** Cutpoints by which normal numbers of this deviation fall into the levels as often as the ratings do. */
export function firstCutpoints(levelOf: Int32Array, count: number, deviation: number): Float32Array {
  const cutpoints = new Float32Array(count + 1).fill(endless);
  cutpoints[0] = -endless;
  const counts = new Float64Array(count);
  for (const level of levelOf) counts[level]++;
  let below = 0;
  for (let level = 1; level < count; level++) {
    below += counts[level - 1] / levelOf.length;
    cutpoints[level] = deviation * quantile(below);
  }
  return cutpoints;
}

/** Other cutpoints at random, each a normal step away; whether they are in order. */
export function proposeCutpoints(
  cutpoints: Float32Array,
  into: Float32Array,
  step: number,
  { seed, purpose, index }: { seed: number; purpose: string; index: number },
): boolean {
  const noise = normal(seed, `${purpose}.cutpoints`, step);
  into.set(cutpoints);
  for (let at = 1; at + 1 < into.length; at++) into[at] += noise(index * into.length + at);
  return into.every((cutpoint, at) => at === 0 || cutpoint > into[at - 1]);
}

/** Whether a proposal by which the log likelihood grows so much is taken (Metropolis et al. 1953). */
export const isTaken = (growth: number, seed: number, purpose: string, index: number): boolean =>
  Math.log(1 - uniform(seed, `${purpose}.taken`)(index)) < growth;

/** Of a polynomial from the highest power (Press et al. 2007, "Numerical Recipes", §6.2.2). */
const erfc = [
  ...[0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807],
  ...[-0.18628806, 0.09678418, 0.37409196, 1.00002368, -1.26551223],
];

/** Φ(x) and φ(x); Φ to 1.2e-7 as in the kernels. */
export function normalBelow(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + z / 2);
  let series = 0;
  for (const number of erfc) series = series * t + number;
  const tail = (t * Math.exp(series - z * z)) / 2;
  return x < 0 ? tail : 1 - tail;
}
export const normalDensity = (x: number): number => Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI);

/** Φ⁻¹ by bisection. */
function quantile(p: number): number {
  let [low, high] = [-8, 8];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < p) low = middle;
    else high = middle;
  }
  return low;
}
