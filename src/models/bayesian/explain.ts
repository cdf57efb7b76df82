import type { Contribution, User } from '../contract/define-model.ts';
import type { Vector } from '../contract/factor-model.ts';
import { solve } from '../contract/solve.ts';
import { asOfTime, binAsked } from './as-of-time.ts';
import { dot, givenSample, scored } from './given-sample.ts';
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
    const { weights, among, implicit, means, precision, noise, left, rows } = givenSample(
      posterior,
      sample,
      user.history,
    );
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
  const rest = scoreOf(posterior, user, item) - known.reduce((sum, { amount }) => sum + amount, 0);
  return [...known, { because: 'rest', amount: rest }]; // rounding
}

function scoreOf(posterior: Posterior, user: User<Vector>, item: number): number {
  const { vector } = asOfTime(posterior, user);
  const { width, itemVectors } = posterior;
  return vector.reduce((sum, number, f) => sum + number * itemVectors[item * width + f], 0);
}

/**
 * The standard deviation of what is known of a score, without the noise of the single rating: what the samples differ by,
 * and in each what the history leaves open of the person's own numbers.
 */
export function deviationOf(posterior: Posterior, user: User, item: number): number {
  const { samples } = posterior;
  const bin = binAsked(posterior, user);
  let [sum, squares, open] = [0, 0, 0];
  for (let sample = 0; sample < samples; sample++) {
    const { weights, among, implicit, means, precision, noise, left, rows } = givenSample(
      posterior,
      sample,
      user.history,
    );
    const { direction, offset } = scored(posterior, sample, implicit, item, bin);
    const solution = solve(precision, direction.slice());
    const own = rows.reduce((total, x, at) => total + noise * left[at] * dot(solution, x), dot(means, direction));
    const value = weights + among + offset + own;
    sum += value;
    squares += value ** 2;
    open += dot(solution, direction);
  }
  const between = squares / samples - (sum / samples) ** 2;
  return Math.sqrt(Math.max(0, between) + open / samples);
}
