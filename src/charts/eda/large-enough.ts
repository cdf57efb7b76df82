import type { RatingGroup } from './rating-groups.ts';

/** With fewer ratings, a group may be rated best or worst by chance. */
export const enough = 100;

/** The groups with at least 100 ratings, or all, where fewer than two have so many. */
export function largeEnough(groups: readonly RatingGroup[]): readonly RatingGroup[] {
  const large = groups.filter(({ count }) => count >= enough);
  return large.length < 2 ? groups : large;
}
