import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { filterRows, type Rows } from '../../dataset/rows.ts';
import { agreementWeights } from './agreement-weights.ts';
import { chosenSets } from '../side-information/chosen-sets.ts';
import { filmMatrix, weighed } from './film-matrix.ts';
import { likingLevels } from './liking-levels.ts';
import { likingWeights } from './liking-weights.ts';
import { mixturesOf } from './mixtures.ts';
import { ratingLevels } from './rating-levels.ts';

/** Films as a model goes by them: vectors in which each set counts as it should, and how each film is liked in general. */
export interface WeighedFilms {
  readonly films: Rows;
  /** What each column means, in words that go after "films". */
  readonly features: readonly string[];
  readonly levels: Float32Array;
}

interface Options {
  readonly sets: string;
  readonly weights: string;
  readonly levelRidge: number;
}

/** For predicting ratings: with the variances of how high people rate, and of noise. */
export async function weighByRatings(
  ratings: Ratings,
  options: Options & { strength: number; userDamping: number; itemDamping: number; sweeps: number },
  context: Context,
): Promise<WeighedFilms & { people: number; noise: number }> {
  const matrix = filmMatrix(chosenSets(ratings.features!, options.sets), ratings.items.size);
  const levels = await ratingLevels(ratings, matrix.rows, options, context);
  const mixtures = mixturesOf(matrix, options.weights);
  const { sets, people, noise } = await agreementWeights(matrix, mixtures, { ratings, levels }, context);
  const varied = sets.map((variance) => variance * options.strength);
  return { films: weighed(matrix, varied), features: matrix.features, levels, people, noise };
}

/** For ranking: with the average film that is liked, the vector that a taste is compared with. */
export async function weighByLikings(
  ratings: Ratings,
  options: Options & { from: number; prior: number; popularity: number },
  context: Context,
): Promise<WeighedFilms & { average: Float32Array }> {
  const { from, prior, popularity } = options;
  const { byUser, byItem, items } = ratings;
  const matrix = filmMatrix(chosenSets(ratings.features!, options.sets), items.size);
  const liked = filterRows(byUser, (value) => value >= from);
  const counts = Float64Array.from({ length: items.size }, (_, item) => byItem.starts[item + 1] - byItem.starts[item]);
  const { own, expected } = await likingLevels({ rows: matrix.rows, liked, counts }, options.levelRidge, context);
  const share = counts.map((count) => (count > 0 ? popularity : 0));
  const levelOf = (film: number, isLiked: boolean): number => {
    const byOthers = isLiked ? Math.log(Math.expm1(own[film])) : own[film];
    return share[film] * byOthers + (1 - share[film]) * expected[film];
  };
  const mixtures = mixturesOf(matrix, options.weights);
  const average = averageOf(matrix.rows, liked.indexes, matrix.features.length);
  const { level, sets } = await likingWeights(matrix, mixtures, { liked, levelOf, average, prior }, context);
  return {
    films: weighed(matrix, sets),
    features: matrix.features,
    levels: Float32Array.from(own, (_, film) => level * levelOf(film, false)),
    average: Float32Array.from(average, (value, column) => value * Math.sqrt(sets[matrix.setOf[column]])),
  };
}

/** The mean of the rows of these films, a film counting as often as it comes. */
function averageOf({ starts, indexes, values }: Rows, films: Int32Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (const film of films) for (let at = starts[film]; at < starts[film + 1]; at++) sums[indexes[at]] += values[at];
  return sums.map((sum) => sum / (films.length || 1));
}
