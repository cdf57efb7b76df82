import { enough, largeEnough } from './large-enough.ts';
import type { RatingGroup, RatingGroups } from './rating-groups.ts';

const note = ` The title compares those with at least ${enough} ratings.`;

/**
 * Which group is rated best and which worst, of those with at least 100 ratings (of all, where fewer than two have so
 * many); undefined where there is only one.
 */
export function compareMeans({ groups, range }: RatingGroups): Comparison | undefined {
  const compared = [...largeEnough(groups)].sort((a, b) => b.mean - a.mean);
  if (compared.length < 2) return undefined;
  const [best, worst] = [compared[0], compared.at(-1)!];
  // Two hundredths of the scale are nothing that anyone would notice: less than 0.1 of five stars.
  const left = groups.length - compared.length;
  return { best, worst, isAlike: best.mean - worst.mean < 0.02 * range, note: left > 0 ? note : '' };
}

/** Two figures as they are shown: one where they are the same. */
export const range = (low: string, high: string): string => (low === high ? low : `from ${low} to ${high}`);

interface Comparison {
  readonly best: RatingGroup;
  readonly worst: RatingGroup;
  readonly isAlike: boolean;
  /** Where not all groups are compared: which are. */
  readonly note: string;
}
