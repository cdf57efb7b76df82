import type { FeatureSet, FilmFeatures } from '../../dataset/film-features.ts';
import { MovierecError } from '../../errors.ts';
import { choice, names, namesIn } from '../contract/parameters.ts';

/** The parameters of every model that goes by what films are: what of that counts, and how much. */
export const setsParameters = {
  sets: names({ default: 'all', about: 'sets of features that count, or all that there are' }),
  weights: choice({
    default: 'learned',
    among: ['learned', 'given'],
    search: false,
    about: 'how much the sets count beside each other: as the ratings say, or as the sets themselves',
  }),
};

/**
 * The sets of these names; all of them for `all`.
 * @throws OPTION_RANGE for a set that is not there
 */
export function chosenSets({ sets }: FilmFeatures, chosen: string): readonly FeatureSet[] {
  if (chosen === 'all') return sets;
  return namesIn(chosen).map((name) => {
    const found = sets.find((set) => set.name === name);
    if (found) return found;
    const there = sets.map((set) => set.name).join(', ');
    throw new MovierecError('OPTION_RANGE', `there is no set of features "${name}".`, `Give all, or some of ${there}.`);
  });
}
