import type { Scale } from '../dataset/ratings.ts';
import type { CleanResult } from '../stages/clean.ts';

/** What a person may give a film, and from where on that is a good rating. */
export interface GivenScale extends Scale {
  readonly liked: number;
}

/**
 * The data set's scale. Where it knows only how much was played or liked there is no bad rating, and all that a person
 * can say is that they like a film: that counts as once, or as the most that the data set has if that is less.
 */
export function scaleOf({
  feedback,
  scale,
  relevant,
}: Pick<CleanResult, 'feedback' | 'scale' | 'relevant'>): GivenScale {
  if (feedback === 'explicit') return { ...scale, liked: relevant };
  const like = Math.min(1, scale.max);
  return { min: like, max: like, liked: like };
}
