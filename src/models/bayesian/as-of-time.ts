import type { User } from '../contract/define-model.ts';
import type { Vector } from '../contract/factor-model.ts';
import type { Posterior } from './posterior-users.ts';
import { binOf } from './time-bins.ts';

/** The bin of what is asked for: as of the end, unless the user says when. */
export const binAsked = (posterior: Posterior, { history: { at } }: User): number =>
  at === undefined ? posterior.periods.length : binOf(posterior, at);

/**
 * The same users as of their time. Of what a bin brings to a score, T · (V + u) + wₜ with u for the user and V for the
 * film, T · V is taken into the vector, and the rest into the constant.
 */
export function asOfTime<U extends User<Vector>>(posterior: Posterior, user: U): U {
  const { samples, factors, width, binVectors } = posterior;
  const bin = binAsked(posterior, user);
  if (bin === 0) return user;
  const vector = user.vector.slice();
  const row = binVectors.subarray(bin * width, (bin + 1) * width);
  for (let f = 0; f < factors; f++) {
    vector[factors] += user.vector[f] * row[f];
    vector[f] += row[f] / samples;
  }
  vector[factors] += row[factors];
  return { ...user, vector };
}
