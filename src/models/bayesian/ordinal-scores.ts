import { steps, type Context } from '../../context.ts';
import type { Lists, User } from '../contract/define-model.ts';
import type { Vector } from '../contract/factor-model.ts';
import { top } from '../contract/top.ts';
import { normalBelow, normalDensity } from './levels.ts';
import type { Posterior } from './posterior-users.ts';

/** Numbers beyond these are of the last level for certain, and between them there are so many steps to 1. */
const [farthest, stepsToOne] = [24, 32];
const tableLength = 2 * farthest * stepsToOne + 2;
/** The expected ratings of each model's samples at every step. */
const tables = new WeakMap<Float32Array, Float64Array>();

function tableOf(posterior: Posterior): Float64Array {
  const known = tables.get(posterior.cutpoints);
  if (known) return known;
  const table = Float64Array.from({ length: posterior.samples * tableLength }, (_, at) => {
    const step = at % tableLength;
    return exactRating(posterior, Math.floor(at / tableLength), step / stepsToOne - farthest);
  });
  tables.set(posterior.cutpoints, table);
  return table;
}

/** The rating that a number is expected to become in one sample, between two steps of a table: within 1e-3. */
export function expectedRating(posterior: Posterior, sample: number, number: number): number {
  const table = tableOf(posterior);
  const place = (Math.min(farthest, Math.max(-farthest, number)) + farthest) * stepsToOne;
  const step = Math.floor(place);
  const at = sample * tableLength + step;
  return table[at] + (place - step) * (table[at + 1] - table[at]);
}

/** The rating that a number is expected to become in one sample: v₀ + Σ (vₗ − vₗ₋₁) Φ(number − cutpointₗ). */
function exactRating({ levels, cutpoints }: Posterior, sample: number, number: number): number {
  let rating = levels[0];
  const start = sample * (levels.length + 1);
  for (let level = 1; level < levels.length; level++) {
    rating += (levels[level] - levels[level - 1]) * normalBelow(number - cutpoints[start + level]);
  }
  return rating;
}

/** By how much that grows with the number. */
export function slopeOfRating({ levels, cutpoints }: Posterior, sample: number, number: number): number {
  let slope = 0;
  const start = sample * (levels.length + 1);
  for (let level = 1; level < levels.length; level++) {
    slope += (levels[level] - levels[level - 1]) * normalDensity(number - cutpoints[start + level]);
  }
  return slope;
}

/** The number that a sample has for a film, for a vector as of its time. */
export function numberOf(
  { rank, samples, factors, width, itemVectors, itemOffsets }: Posterior,
  vector: Float32Array,
  sample: number,
  item: number,
): number {
  let product = 0;
  for (let f = sample * rank; f < (sample + 1) * rank; f++) product += vector[f] * itemVectors[item * width + f];
  return samples * product + vector[factors + 2 + sample] + itemOffsets[item * samples + sample];
}

/** The score of an ordered probit model: the mean of what the samples expect. O(samples · (rank + levels)). */
export function ordinalScore(posterior: Posterior, { vector }: Vector, item: number): number {
  let sum = 0;
  for (let sample = 0; sample < posterior.samples; sample++) {
    sum += expectedRating(posterior, sample, numberOf(posterior, vector, sample, item));
  }
  return sum / posterior.samples;
}

/** Of several films. */
export function ordinalScores(posterior: Posterior, user: Vector, items: Iterable<number>, scores: Float32Array): void {
  let at = 0;
  for (const item of items) scores[at++] = ordinalScore(posterior, user, item);
}

/** The best items of each user; see `topBatch` in define-model.ts. */
export async function topOrdinal(
  posterior: Posterior,
  users: readonly User<Vector>[],
  k: number,
  out: Uint8Array,
  context: Context,
): Promise<Lists> {
  const lists = {
    size: k,
    items: new Int32Array(users.length * k).fill(-1),
    scores: new Float32Array(users.length * k),
  };
  const scores = new Float32Array(out.length);
  for await (const at of steps(context, users.length, 'lists')) {
    ordinalScores(posterior, users[at], scores.keys(), scores);
    const leftOut = out.slice();
    for (const item of users[at].history.items) leftOut[item] = 1;
    const best = top(scores, k, leftOut);
    lists.items.set(best, at * k);
    lists.scores.set(
      best.map((item) => scores[item]),
      at * k,
    );
  }
  return lists;
}
