import type { ProfileGroup } from './profile-group.ts';

export const activity: ProfileGroup = {
  name: 'activity',
  columns: {
    activity:
      'the fifth of all people, by number of ratings, that the person is in: 1 for the least active, 5 for the most',
  },
  // People with as many ratings are in one fifth, that of the middle one of them.
  select: () => `SELECT user,
      least(5, 1 + floor(5 * (first_place + (count(*) OVER same - 1) / 2.0) / count(*) OVER ()))::INTEGER AS activity
    FROM (SELECT user, ratings, rank() OVER (ORDER BY ratings) - 1 AS first_place
      FROM (SELECT user, count(*) AS ratings FROM given GROUP BY user))
    WINDOW same AS (PARTITION BY ratings)`,
};
