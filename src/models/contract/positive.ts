import type { RatingsMeta } from '../../dataset/ratings.ts';
import { choice } from './parameters.ts';

const among = ['relevant', 'all'] as const;
export type Positive = (typeof among)[number];

/** Which ratings a model that ranks learns from; every such model has this parameter. */
export const positiveParameter = (fallback: Positive) =>
  choice({
    default: fallback,
    among,
    about: 'learn from the good ratings (4 of 5 stars and up), or from all as a sign of interest',
  });

/** The lowest rating that counts as positive. */
export const positiveFrom = ({ relevant, scale }: RatingsMeta, positive: Positive): number =>
  positive === 'all' ? scale.min : relevant;
