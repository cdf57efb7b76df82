import type { User } from '../contract/define-model.ts';
import type { Vector } from '../contract/factor-model.ts';
import { asOfTime } from './as-of-time.ts';
import { levelIndexes, normalBelow, normalDensity } from './levels.ts';
import { numberOf } from './ordinal-scores.ts';
import type { Posterior } from './posterior-users.ts';
import { posteriorLength } from './samples.ts';
import { binOf } from './time-bins.ts';

/** A person as one sample has them, in float64: what the kernel bfmUsers computes, in parts. */
export interface Given {
  /** What the person's films bring to every score by their weights, and with each other. */
  readonly weights: number;
  readonly among: number;
  /** z, of the films in the history. */
  readonly implicit: Float64Array;
  /** μ of the person's own numbers: the factors, then the weight. */
  readonly means: Float64Array;
  /** α Σ x xᵀ + diag(λ). */
  readonly precision: Float64Array;
  readonly noise: number;
  /** For each rating what it has above the score that the prior mean gives, and x. */
  readonly left: Float64Array;
  readonly rows: readonly Float64Array[];
}

/** O(ratings · rank²). */
export function givenSample(posterior: Posterior, sample: number, user: User<Vector>): Given {
  const { rank, samples, width, mean, itemImplicit, itemWeights, posteriors } = posterior;
  const size = rank + 1;
  const { items, ratings, times } = user.history;
  const root = Math.sqrt(items.length || 1);
  const implicit = new Float64Array(rank);
  let [weights, squares] = [0, 0];
  for (const item of items) {
    weights += itemWeights[item * samples + sample];
    for (let f = 0; f < rank; f++) {
      const number = itemImplicit[item * width + sample * rank + f];
      implicit[f] += number / root;
      squares += number ** 2;
    }
  }
  const length = implicit.reduce((sum, number) => sum + number ** 2, 0);
  const among = (length - squares / (items.length || 1)) / 2;
  weights /= root;
  const start = sample * posteriorLength(rank);
  const noise = posteriors[start];
  const means = Float64Array.from(posteriors.subarray(start + 1 + size, start + 1 + 2 * size));

  const precision = new Float64Array(size * size);
  for (let f = 0; f < size; f++) precision[f * (size + 1)] = posteriors[start + 1 + f];
  const rows: Float64Array[] = [];
  const left = Float64Array.from(items, (item, at) => {
    const bin = binOf(posterior, times?.[at] ?? 0);
    const { direction: x, offset } = scored(posterior, sample, implicit, item, bin);
    rows.push(x);
    for (let f = 0; f < size; f++) {
      for (let other = 0; other <= f; other++) precision[f * size + other] += noise * x[f] * x[other];
    }
    const expected = mean + weights + among + offset + dot(means, x);
    const rating = posterior.levels.length > 0 ? numberBehind(posterior, sample, user, at) : ratings[at];
    return rating - expected;
  });
  return { weights, among, implicit, means, precision, noise, left, rows };
}

/** What a film at a time is to someone: x, which their own numbers are multiplied by, and what comes beside. */
export function scored(
  { rank, samples, width, itemVectors, itemOffsets, binVectors, binWeights }: Posterior,
  sample: number,
  implicit: Float64Array,
  item: number,
  bin: number,
): { readonly direction: Float64Array; readonly offset: number } {
  const direction = new Float64Array(rank + 1).fill(1);
  let offset = itemOffsets[item * samples + sample] + binWeights[bin * samples + sample];
  for (let f = 0; f < rank; f++) {
    const v = itemVectors[item * width + sample * rank + f];
    const t = binVectors[bin * width + sample * rank + f];
    direction[f] = implicit[f] + v + t;
    offset += implicit[f] * (v + t) + v * t;
  }
  return { direction, offset };
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < b.length; at++) sum += a[at] * b[at];
  return sum;
}

/** What a rating is expected to be behind its level, given the person's own numbers. */
function numberBehind(posterior: Posterior, sample: number, user: User<Vector>, at: number): number {
  const { levels, cutpoints } = posterior;
  const { items, ratings, times } = user.history;
  const { vector } = asOfTime(posterior, user, binOf(posterior, times?.[at] ?? 0));
  const number = numberOf(posterior, vector, sample, items[at]);
  const [level] = levelIndexes(levels, ratings.subarray(at, at + 1), new Int32Array(1));
  const start = sample * (levels.length + 1) + level;
  const [low, high] = [cutpoints[start] - number, cutpoints[start + 1] - number];
  const between = low > 0 ? normalBelow(-low) - normalBelow(-high) : normalBelow(high) - normalBelow(low);
  if (between < 1e-250) return low > 0 ? cutpoints[start] : cutpoints[start + 1];
  return number + (normalDensity(low) - normalDensity(high)) / between;
}
