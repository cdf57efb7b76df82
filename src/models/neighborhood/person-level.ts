import type { History } from '../../dataset/history.ts';
import { userOffset, type Baseline } from '../contract/baseline.ts';
import { formOf } from './form.ts';
import { deviationOf, meanOf } from './likeness.ts';

/** What a person's level is told from: a form, by its number, the baseline, and how far apart all ratings lie. */
export interface PersonLevels extends Baseline {
  readonly form: number;
  readonly deviation: number;
}

/** Where a person's ratings lie, beside what their films give, and how far apart, in the sense of a form. */
export function personLevel(levels: PersonLevels, history: History): { level: number; spread: number } {
  const form = formOf(levels.form);
  if (form === 'basic') return { level: 0, spread: 1 };
  if (form === 'baseline') return { level: userOffset(levels, history), spread: 1 };
  const spread = form === 'z-score' ? deviationOf(history.ratings, levels.deviation) : 1;
  return { level: meanOf(history.ratings), spread };
}

/** What each rating of a person says to others: how it lies to their level and to its film's. */
export function personValues(levels: PersonLevels, itemLevels: Float32Array, history: History): Float32Array {
  const { level, spread } = personLevel(levels, history);
  return history.ratings.map((rating, at) => (rating - itemLevels[history.items[at]] - level) / spread);
}
