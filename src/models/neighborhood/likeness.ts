import { historyOf, type History } from '../../dataset/history.ts';
import type { Rows } from '../../dataset/rows.ts';
import type { Measure } from '../../kernels/similarities.ts';
import { userOffset, type Baseline } from '../contract/baseline.ts';
import { choice } from '../contract/parameters.ts';

const among = ['pearson-baseline', 'pearson', 'cosine', 'adjusted-cosine', 'msd', 'jaccard'] as const;
export type Likeness = (typeof among)[number];

/** How alike two rows of ratings are: a parameter of both neighborhood models. */
export const likenessParameter = choice({
  default: 'pearson-baseline',
  among,
  about: 'likeness over common ratings: correlation about the baseline, correlation, cosine, distance, overlap',
});

/** The place of a likeness in the list of choices, as a number that a model's state can hold, and back. */
export const likenessCode = (likeness: Likeness): number => among.indexOf(likeness);
export const likenessOf = (code: number): Likeness => among[code];

/** The adjusted cosine is the cosine of adjusted values (Sarwar et al. 2001). */
export const measureOf = (likeness: Likeness): Measure => (likeness === 'adjusted-cosine' ? 'cosine' : likeness);

/** What is known about levels of ratings; for the adjusted cosine, films' means, or else the person's own is taken. */
export interface Levels extends Baseline {
  readonly itemMeans?: Float32Array;
}

/** The values of a history that a likeness compares, in its order. */
export function comparedValues(likeness: Likeness, levels: Levels, history: History): Float32Array {
  const { items, ratings } = history;
  switch (likeness) {
    case 'cosine':
    case 'msd':
      return ratings;
    case 'jaccard':
      return ratings.map(() => 1);
    case 'pearson': {
      // A correlation does not mind, and sums of small half stars are exact.
      const middle = Math.round(2 * levels.mean) / 2;
      return ratings.map((rating) => rating - middle);
    }
    case 'adjusted-cosine': {
      const { itemMeans } = levels;
      const own = meanOf(ratings);
      return ratings.map((rating, at) => rating - (itemMeans?.[items[at]] ?? own));
    }
    case 'pearson-baseline': {
      const offset = userOffset(levels, history);
      return ratings.map((rating, at) => rating - levels.mean - levels.itemOffsets[items[at]] - offset);
    }
  }
}

/** A function of histories over all people's, in one array. */
export function overHistories(byUser: Rows, of: (history: History) => Float32Array): Float32Array {
  const values = new Float32Array(byUser.values.length);
  for (let user = 0; user + 1 < byUser.starts.length; user++) {
    values.set(of(historyOf(byUser, user)), byUser.starts[user]);
  }
  return values;
}

/** The mean of some ratings, 0 of none. */
export function meanOf(ratings: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < ratings.length; at++) sum += ratings[at];
  return sum / (ratings.length || 1);
}

/** The standard deviation of some ratings; `otherwise` where they do not differ. */
export function deviationOf(ratings: Float32Array, otherwise: number): number {
  const mean = meanOf(ratings);
  let squares = 0;
  for (let at = 0; at < ratings.length; at++) squares += (ratings[at] - mean) ** 2;
  return squares > 0 ? Math.sqrt(squares / ratings.length) : otherwise;
}
