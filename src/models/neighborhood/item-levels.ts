import { transpose, type Rows } from '../../dataset/rows.ts';
import type { Baseline } from '../contract/baseline.ts';
import { deviationOf, meanOf } from './likeness.ts';
import type { Form } from './form.ts';

/**
 * Where each film's ratings lie and how far apart, in the sense of a form, up to a multiple of 4 films. The deviation of
 * a film whose ratings do not differ is that of all ratings, as in Surprise.
 */
export function itemLevels(
  form: Form,
  { mean, itemOffsets }: Baseline,
  byUser: Rows,
): { levels: Float32Array; spreads: Float32Array } {
  const size = Math.ceil(itemOffsets.length / 4) * 4;
  const levels = new Float32Array(size).fill(mean);
  const spreads = new Float32Array(size).fill(1);
  if (form === 'basic') return { levels, spreads };
  if (form === 'baseline') {
    for (const [item, offset] of itemOffsets.entries()) levels[item] = mean + offset;
    return { levels, spreads };
  }
  const { starts, values } = transpose(byUser, itemOffsets.length);
  const overall = deviationOf(values, 1);
  for (const item of itemOffsets.keys()) {
    const ratings = values.subarray(starts[item], starts[item + 1]);
    if (ratings.length === 0) continue;
    levels[item] = meanOf(ratings);
    if (form === 'z-score') spreads[item] = deviationOf(ratings, overall);
  }
  return { levels, spreads };
}
