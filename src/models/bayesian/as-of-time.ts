import type { User } from '../contract/define-model.ts';
import type { Vector } from '../contract/factor-model.ts';
import type { Posterior } from './posterior-users.ts';
import { binOf, otherBin } from './time-bins.ts';

/**
 * The bin of what is asked for. Of times outside the training set nothing is known, nor of now, so both get what an
 * average time does. (The last bin in place of that is far off: what one day had of its own is over.)
 */
export const binAsked = (posterior: Posterior, { history: { at } }: User): number =>
  at === undefined ? otherBin(posterior) : binOf(posterior, at);

/**
 * The same user as of a time bin; if none is given, that asked for. Of what a bin brings to a score, T · (V + u) + wₜ with
 * u for the user and V for the film, T · V is taken into the vector, and the rest into the constants.
 */
export function asOfTime<U extends User<Vector>>(posterior: Posterior, user: U, bin = binAsked(posterior, user)): U {
  const { rank, samples, factors, width, binVectors, binWeights } = posterior;
  const vector = user.vector.slice();
  const row = binVectors.subarray(bin * width, (bin + 1) * width);
  vector[factors] += row[factors];
  for (let sample = 0; sample < samples; sample++) {
    let product = 0;
    for (let f = sample * rank; f < (sample + 1) * rank; f++) {
      product += user.vector[f] * row[f];
      vector[f] += row[f] / samples;
    }
    vector[factors] += product;
    vector[factors + 2 + sample] += samples * product + binWeights[bin * samples + sample];
  }
  return { ...user, vector };
}
