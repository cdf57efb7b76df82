import type { ProfileGroup } from './profile-group.ts';

const day = 86_400;

export const frequency: ProfileGroup = {
  name: 'frequency',
  columns: {
    activeDays: 'on how many days (UTC) the person has given ratings',
    ratingsPerDay: 'how many on each of these, on average',
    span: 'how many days lie between the first rating and the last',
  },
  needs: ['times'],
  select: () => `SELECT user, count(DISTINCT time // ${day})::INTEGER AS activeDays,
      count(*) / count(DISTINCT time // ${day})::DOUBLE AS ratingsPerDay,
      (max(time) - min(time)) / ${day}::DOUBLE AS span
    FROM given WHERE time > 0 GROUP BY user`,
};
