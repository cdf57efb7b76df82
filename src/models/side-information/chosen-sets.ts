import type { FeatureSet, FilmFeatures } from '../../dataset/film-features.ts';
import { MovierecError } from '../../errors.ts';
import { names, namesIn } from '../contract/parameters.ts';

/** Which sets of features count; every model that goes by what films are has this parameter. */
export const setsParameter = names({ default: 'all', about: 'sets of features that count, or all that there are' });

/**
 * The sets of these names; all of them for `all`.
 * @throws OPTION_RANGE for a set that is not there
 */
export function chosenSets({ sets }: FilmFeatures, chosen: string): readonly FeatureSet[] {
  if (chosen === setsParameter.default) return sets;
  return namesIn(chosen).map((name) => {
    const found = sets.find((set) => set.name === name);
    if (found) return found;
    const there = sets.map((set) => set.name).join(', ');
    throw new MovierecError('OPTION_RANGE', `there is no set of features "${name}".`, `Give all, or some of ${there}.`);
  });
}
