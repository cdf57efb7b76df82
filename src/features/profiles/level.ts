import type { ProfileGroup } from './profile-group.ts';

export const level: ProfileGroup = {
  name: 'level',
  columns: {
    ratings: 'how many ratings the person has given',
    mean: 'their mean',
    spread: 'their standard deviation; nothing for a single one',
  },
  select:
    () => `SELECT user, count(*)::INTEGER AS ratings, avg(rating::DOUBLE) AS mean, stddev_samp(rating::DOUBLE) AS spread
    FROM given GROUP BY user`,
};
