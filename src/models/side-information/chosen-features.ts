import type { FilmFeatures } from '../../dataset/film-features.ts';
import { compress, type Allocator, type Rows } from '../../dataset/rows.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { MovierecError } from '../../errors.ts';
import { names, namesIn } from '../contract/parameters.ts';

/** Which feature sets a model learns from; every such model has this parameter. */
export const setsParameter = names({ default: 'all', about: 'sets of features to learn from, or all that there are' });

/**
 * The chosen sets side by side, films × features, each scaled by the root of its weight, so that the weights are of its
 * products; `count` features in all.
 * @throws MISSING_FEATURES for a set that is not there
 */
export function chosenFeatures(
  { features, items }: Ratings,
  sets: string,
  allocator?: Allocator,
): { readonly count: number; readonly rows: Rows } {
  const chosen = features ? setsOf(features, sets) : [];
  const size = chosen.reduce((sum, { rows }) => sum + rows.indexes.length, 0);
  const triplets = { row: new Int32Array(size), column: new Int32Array(size), value: new Float32Array(size) };
  let [count, entry] = [0, 0];
  for (const { features: own, rows, weight } of chosen) {
    const scale = Math.sqrt(weight);
    for (let film = 0; film < items.size; film++) {
      for (let at = rows.starts[film]; at < rows.starts[film + 1]; at++, entry++) {
        triplets.row[entry] = film;
        triplets.column[entry] = count + rows.indexes[at];
        triplets.value[entry] = scale * rows.values[at];
      }
    }
    count += own.length;
  }
  return { count, rows: compress(triplets, items.size, count, allocator) };
}

function setsOf({ sets }: FilmFeatures, text: string): FilmFeatures['sets'] {
  if (text === setsParameter.default) return sets;
  return namesIn(text).map((wanted) => {
    const found = sets.find(({ name }) => name === wanted);
    if (found) return found;
    throw new MovierecError(
      'MISSING_FEATURES',
      `there is no feature set "${wanted}" of these films.`,
      `There are: ${sets.map(({ name }) => name).join(', ')}.`,
    );
  });
}
