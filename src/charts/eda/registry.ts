import { activityHours } from './activity-hours.ts';
import { activity } from './activity.ts';
import { actors } from './actors.ts';
import { cohortRetention } from './cohort-retention.ts';
import type { EdaChart } from './define-eda-chart.ts';
import { directors } from './directors.ts';
import { explorer } from './explorer.ts';
import { filmsByYear } from './films-by-year.ts';
import { genreDrift } from './genre-drift.ts';
import { genrePairs } from './genre-pairs.ts';
import { genrePopularity } from './genre-popularity.ts';
import { longTail } from './long-tail.ts';
import { lorenzCurve } from './lorenz-curve.ts';
import { meanByPopularity } from './mean-by-popularity.ts';
import { missingMetadata } from './missing-metadata.ts';
import { ratingByDecade } from './rating-by-decade.ts';
import { ratingByGenre } from './rating-by-genre.ts';
import { ratingDistribution } from './rating-distribution.ts';
import { ratingDrift } from './rating-drift.ts';
import { ratingsPerFilm } from './ratings-per-film.ts';
import { ratingsPerPerson } from './ratings-per-person.ts';
import { sessionLengths } from './session-lengths.ts';
import { sparsity } from './sparsity.ts';
import { tags } from './tags.ts';
import { userArchetypes } from './user-archetypes.ts';

/** All charts of a data set, in the order in which they are shown within their sections. */
export const edaCharts: readonly EdaChart[] = [
  ratingDistribution,
  ratingByDecade,
  ratingByGenre,
  sparsity,
  explorer,
  longTail,
  lorenzCurve,
  ratingsPerFilm,
  meanByPopularity,
  filmsByYear,
  genrePopularity,
  genrePairs,
  directors,
  actors,
  ratingsPerPerson,
  sessionLengths,
  userArchetypes,
  ratingDrift,
  activity,
  activityHours,
  genreDrift,
  cohortRetention,
  tags,
  missingMetadata,
];
