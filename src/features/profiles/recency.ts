import type { ProfileGroup } from './profile-group.ts';

const day = 86_400;
/** After so many days a rating says half as much of what a person is up to now. */
export const halfLife = 180;

export const recency: ProfileGroup = {
  name: 'recency',
  columns: {
    daysSinceLast: 'how many days before the last training rating of all the person gave theirs',
    recent: `how many recent ratings the person's ratings amount to: each counts half after ${halfLife} days`,
  },
  needs: ['times'],
  select: () => `SELECT user, ((SELECT max(time) FROM given) - max(time)) / ${day}::DOUBLE AS daysSinceLast,
      sum(power(0.5, ((SELECT max(time) FROM given) - time) / ${day * halfLife}::DOUBLE)) AS recent
    FROM given WHERE time > 0 GROUP BY user`,
};
