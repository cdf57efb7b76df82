import { activity } from './activity.ts';
import { activityHours } from './activity-hours.ts';
import { cohortRetention } from './cohort-retention.ts';
import type { EdaChart } from './define-eda-chart.ts';
import { genreDrift } from './genre-drift.ts';
import { ratingDistribution } from './rating-distribution.ts';
import { ratingDrift } from './rating-drift.ts';
import { sessionLengths } from './session-lengths.ts';
import { userArchetypes } from './user-archetypes.ts';

/** All charts of a data set, in the order in which they are shown within their sections. */
export const edaCharts: readonly EdaChart[] = [
  ratingDistribution,
  userArchetypes,
  cohortRetention,
  sessionLengths,
  ratingDrift,
  activity,
  activityHours,
  genreDrift,
];
