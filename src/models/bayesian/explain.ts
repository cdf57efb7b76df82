import type { Contribution, User } from '../contract/define-model.ts';
import type { Vector } from '../contract/factor-model.ts';
import { solve } from '../contract/solve.ts';
import { asOfTime, binAsked } from './as-of-time.ts';
import { dot, givenSample, scored } from './given-sample.ts';
import { expectedRating, ordinalScore, slopeOfRating } from './ordinal-scores.ts';
import type { Posterior } from './posterior-users.ts';

/**
 * A score falls apart in each sample, and so in their mean. The person's own numbers are linear in the ratings,
 * μ + A⁻¹ Σ α x (rating − what else predicts it), so each rating has a share; and that a film was rated at all has one by
 * its implicit vector, less what the own numbers make up for. O(samples · (ratings · rank² + rank³)).
 */
export function explainPosterior(posterior: Posterior, user: User<Vector>, item: number): Contribution[] {
  const { rank, samples, width, mean, itemVectors, itemImplicit, itemWeights, itemOffsets, binWeights } = posterior;
  const { items } = user.history;
  const root = Math.sqrt(items.length || 1);
  const bin = binAsked(posterior, user);
  const rated = new Float64Array(items.length);
  let [ofItem, ofUser, ofTime] = [0, 0, 0];
  for (let sample = 0; sample < samples; sample++) {
    const { weights, among, implicit, means, precision, noise, left, rows } = givenSample(posterior, sample, user);
    const { direction } = scored(posterior, sample, implicit, item, bin);
    const solution = solve(precision, direction.slice());
    const film = itemVectors.subarray(item * width + sample * rank, item * width + (sample + 1) * rank);
    const time = Float64Array.from(film, (v, f) => direction[f] - implicit[f] - v);
    ofTime += binWeights[bin * samples + sample];
    ofItem += itemOffsets[item * samples + sample];
    ofUser += means[rank] + among;
    for (let f = 0; f < rank; f++) {
      ofItem += film[f] * (time[f] + means[f]);
      ofUser += means[f] * (implicit[f] + time[f]);
    }
    // What the choice of a film adds to this score, less what it adds to the rated ones times their influence on it.
    let ofWeight = 1;
    const ofVector = Float64Array.from(film, (v, f) => v + time[f]);
    for (const [at, x] of rows.entries()) {
      const influence = noise * dot(solution, x);
      let byChoice = weights;
      for (let f = 0; f < rank; f++) {
        byChoice += implicit[f] * (x[f] - implicit[f]);
        ofVector[f] -= influence * (x[f] - implicit[f]);
      }
      ofWeight -= influence;
      rated[at] += influence * (left[at] + byChoice);
    }
    for (const [at, other] of items.entries()) {
      let ofChoice = itemWeights[other * samples + sample] * ofWeight;
      for (let f = 0; f < rank; f++) ofChoice += itemImplicit[other * width + sample * rank + f] * ofVector[f];
      rated[at] += ofChoice / root;
    }
  }
  const known: Contribution[] = [
    { because: 'average', amount: mean },
    { because: 'item', amount: ofItem / samples },
    { because: 'user', amount: ofUser / samples },
    ...(posterior.periods.length > 0 ? [{ because: 'part', part: 'time', amount: ofTime / samples } as const] : []),
    ...Array.from(items, (other, at): Contribution => ({ because: 'rated', item: other, amount: rated[at] / samples })),
  ];
  const now = asOfTime(posterior, user);
  const sum = sumOf(known);
  if (posterior.levels.length === 0) {
    return [...known, { because: 'rest', amount: productOf(posterior, now, item) - sum }]; // rounding
  }
  // Behind levels, the reasons make up a number; each has its part of what that lifts the rating above that of 0.
  let average = 0;
  for (let sample = 0; sample < samples; sample++) average += expectedRating(posterior, sample, 0) / samples;
  const score = ordinalScore(posterior, now, item);
  const scale = Math.abs(sum) > 1e-6 ? (score - average) / sum : 0;
  const lifted = known.map((reason) => ({ ...reason, amount: reason.amount * scale }));
  lifted[0] = { because: 'average', amount: average };
  return [...lifted, { because: 'rest', amount: score - sumOf(lifted) }];
}

const sumOf = (reasons: readonly Contribution[]): number => reasons.reduce((sum, { amount }) => sum + amount, 0);

/** The score of a film: a product of vectors, or of levels the rating that is expected. */
export function scoreOf(posterior: Posterior, user: User<Vector>, item: number): number {
  const now = asOfTime(posterior, user);
  return posterior.levels.length > 0 ? ordinalScore(posterior, now, item) : productOf(posterior, now, item);
}

function productOf({ width, itemVectors }: Posterior, { vector }: Vector, item: number): number {
  return vector.reduce((sum, number, f) => sum + number * itemVectors[item * width + f], 0);
}

/**
 * The standard deviation of what is known of a score, without the noise of the single rating: what the samples differ by,
 * and in each what the history leaves open of the person's own numbers.
 */
export function deviationOf(posterior: Posterior, user: User<Vector>, item: number): number {
  const { samples } = posterior;
  const bin = binAsked(posterior, user);
  let [sum, squares, open] = [0, 0, 0];
  for (let sample = 0; sample < samples; sample++) {
    const { weights, among, implicit, means, precision, noise, left, rows } = givenSample(posterior, sample, user);
    const { direction, offset } = scored(posterior, sample, implicit, item, bin);
    const solution = solve(precision, direction.slice());
    const own = rows.reduce((total, x, at) => total + noise * left[at] * dot(solution, x), dot(means, direction));
    const number = posterior.mean + weights + among + offset + own;
    const isLevel = posterior.levels.length > 0;
    const value = isLevel ? expectedRating(posterior, sample, number) : number;
    const slope = isLevel ? slopeOfRating(posterior, sample, number) : 1;
    sum += value;
    squares += value ** 2;
    open += slope ** 2 * dot(solution, direction);
  }
  const between = squares / samples - (sum / samples) ** 2;
  return Math.sqrt(Math.max(0, between) + open / samples);
}
