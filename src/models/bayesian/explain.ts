import type { Contribution, User } from '../contract/define-model.ts';
import type { Vector } from '../contract/factor-model.ts';
import { solve } from '../contract/solve.ts';
import { asOfTime, binAsked } from './as-of-time.ts';
import { dot, givenSample, scored } from './given-sample.ts';
import type { Posterior } from './posterior-users.ts';

/**
 * A score falls apart exactly, in each sample and so in their mean: the person's own numbers are μ + A⁻¹ Σ α x (r − …),
 * linear in the ratings, and the films' implicit vectors are added up. O(samples · (ratings · rank² + rank³)).
 */
export function explainPosterior(posterior: Posterior, user: User<Vector>, item: number): Contribution[] {
  const { rank, samples, width, mean, itemVectors, itemImplicit, itemWeights, itemOffsets, binWeights } = posterior;
  const { items } = user.history;
  const root = Math.sqrt(items.length || 1);
  const bin = binAsked(posterior, user);
  const rated = new Float64Array(items.length);
  let [ofItem, ofUser, ofTime] = [0, 0, 0];
  for (let sample = 0; sample < samples; sample++) {
    const { constant, implicit, means, precision, pulls, rows } = givenSample(posterior, sample, user.history);
    const { direction } = scored(posterior, sample, implicit, item, bin);
    const influence = solve(precision, direction.slice());
    const film = itemVectors.subarray(item * width + sample * rank, item * width + (sample + 1) * rank);
    const time = Float64Array.from(film, (v, f) => direction[f] - implicit[f] - v);
    ofTime += binWeights[bin * samples + sample] / samples;
    ofItem += itemOffsets[item * samples + sample] / samples;
    ofUser += (means[rank] + constant) / samples;
    for (let f = 0; f < rank; f++) {
      ofItem += (film[f] * (time[f] + means[f])) / samples;
      ofUser += (means[f] * (implicit[f] + time[f])) / samples;
    }
    for (const [at, other] of items.entries()) {
      // The constant is not linear in the films; what is, goes to each.
      let ofChoice = itemWeights[other * samples + sample];
      ofUser -= ofChoice / root / samples;
      for (let f = 0; f < rank; f++) {
        ofChoice += itemImplicit[other * width + sample * rank + f] * (film[f] + time[f]);
      }
      rated[at] += (ofChoice / root + pulls[at] * dot(influence, rows[at])) / samples;
    }
  }
  const whole = scoreOf(posterior, user, item);
  const explained = rated.reduce((sum, amount) => sum + amount, mean + ofItem + ofUser + ofTime);
  return [
    { because: 'average', amount: mean },
    { because: 'item', amount: ofItem },
    { because: 'user', amount: ofUser },
    ...(bin > 0 ? [{ because: 'part', part: 'time', amount: ofTime } as const] : []),
    ...Array.from(items, (other, at): Contribution => ({ because: 'rated', item: other, amount: rated[at] })),
    { because: 'rest', amount: whole - explained }, // rounding
  ];
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
    const { constant, implicit, means, precision, pulls, rows } = givenSample(posterior, sample, user.history);
    const { direction, offset } = scored(posterior, sample, implicit, item, bin);
    const influence = solve(precision, direction.slice());
    const score = rows.reduce((total, x, at) => total + pulls[at] * dot(influence, x), 0);
    const value = constant + offset + dot(means, direction) + score;
    sum += value;
    squares += value ** 2;
    open += dot(influence, direction);
  }
  const between = squares / samples - (sum / samples) ** 2;
  return Math.sqrt(Math.max(0, between) + open / samples);
}
