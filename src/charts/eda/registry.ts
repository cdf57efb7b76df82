import { actors } from './actors.ts';
import type { EdaChart } from './define-eda-chart.ts';
import { directors } from './directors.ts';
import { filmsByYear } from './films-by-year.ts';
import { genrePairs } from './genre-pairs.ts';
import { genrePopularity } from './genre-popularity.ts';
import { missingMetadata } from './missing-metadata.ts';
import { ratingDistribution } from './rating-distribution.ts';
import { tags } from './tags.ts';
import { longTail } from './long-tail.ts';
import { lorenzCurve } from './lorenz-curve.ts';
import { meanByPopularity } from './mean-by-popularity.ts';
import { ratingByDecade } from './rating-by-decade.ts';
import { ratingByGenre } from './rating-by-genre.ts';
import { ratingsPerFilm } from './ratings-per-film.ts';
import { ratingsPerPerson } from './ratings-per-person.ts';
import { sparsity } from './sparsity.ts';

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
  ratingByDecade,
  ratingByGenre,
  sparsity,
  ratingsPerFilm,
  longTail,
  lorenzCurve,
  meanByPopularity,
  ratingsPerPerson,
];
