import { actors } from './actors.ts';
import type { EdaChart } from './define-eda-chart.ts';
import { directors } from './directors.ts';
import { filmsByYear } from './films-by-year.ts';
import { genrePairs } from './genre-pairs.ts';
import { genrePopularity } from './genre-popularity.ts';
import { missingMetadata } from './missing-metadata.ts';
import { ratingDistribution } from './rating-distribution.ts';
import { tags } from './tags.ts';

/** All charts of a data set, in the order in which they are shown within their sections. */
export const edaCharts: readonly EdaChart[] = [
  ratingDistribution,
  filmsByYear,
  genrePopularity,
  genrePairs,
  tags,
  directors,
  actors,
  missingMetadata,
];
