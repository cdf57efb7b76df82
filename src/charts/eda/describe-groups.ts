import { percent } from '../percent.ts';
import type { RatingGroups } from './rating-groups.ts';

/** What rows of bars show, for those who cannot see them; `by` is what the groups are: "genre". */
export function describeGroups({ groups, relevant, mean }: RatingGroups, by: string): string {
  if (groups.length === 0) return `Rows of bars: how often each rating was given, by ${by}; there are none yet.`;
  const rows = groups.map(
    (group) =>
      `${group.name}: mean ${group.mean.toFixed(2)}, ${percent(group.good / group.count)} good, ` +
      `${group.count.toLocaleString('en-US')} ${group.count === 1 ? 'rating' : 'ratings'}`,
  );
  return (
    `Rows of bars: how often each rating was given, by ${by}, with the mean and how many are good (${relevant} or ` +
    `better). ${rows.join('; ')}. All ratings: mean ${mean.toFixed(2)}.`
  );
}
