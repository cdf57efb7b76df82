import type { TableName } from '../../dataset/schema.ts';
import { activity } from './activity.ts';
import { directorTaste } from './director-taste.ts';
import { eraTaste } from './era-taste.ts';
import { frequency } from './frequency.ts';
import { genreTaste } from './genre-taste.ts';
import { level } from './level.ts';
import { novelty } from './novelty.ts';
import type { ProfileGroup } from './profile-group.ts';
import { recency } from './recency.ts';

/** All groups of columns of a profile, in their order. */
export const profileGroups: readonly ProfileGroup[] = [
  ...[level, activity, frequency, recency],
  ...[genreTaste, directorTaste, eraTaste, novelty],
];

/** The tables that profiles are made from where they are there. */
export const tablesOfProfiles: readonly TableName[] = [
  ...new Set(profileGroups.flatMap(({ needs = [] }) => needs.filter((need) => need !== 'times'))),
  ...(['ratings', 'users'] as const),
];
