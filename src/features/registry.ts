import { distance } from 'fastest-levenshtein';
import { MovierecError } from '../errors.ts';
import type { FeatureMaker } from './feature-set.ts';
import { genome } from './genome.ts';
import { genres } from './genres.ts';
import { keywords } from './keywords.ts';
import { language } from './language.ts';
import { people } from './people.ts';
import { plots } from './plots.ts';
import { runtime } from './runtime.ts';
import { tags } from './tags.ts';
import { votes } from './votes.ts';
import { years } from './years.ts';

/** All feature sets, in the order in which they are shown. */
export const featureSets: readonly FeatureMaker[] = [
  ...[genres, people, years, runtime, language, votes],
  ...[tags, keywords, plots, genome],
];

export const featureSetNames: readonly string[] = featureSets.map(({ name }) => name);

/**
 * The sets of these names, in the order in which they are shown, each once.
 * @throws USAGE, listing the names, the one that was probably meant first, where there is no such set
 */
export function featureSetsOf(names: readonly string[] = featureSetNames): FeatureMaker[] {
  for (const name of names) if (!featureSetNames.includes(name)) throw unknownSet(name);
  return featureSets.filter(({ name }) => names.includes(name));
}

function unknownSet(name: string): MovierecError {
  const wanted = name.toLowerCase();
  const [closest] = featureSetNames.toSorted((a, b) => distance(wanted, a) - distance(wanted, b));
  const isNear = distance(wanted, closest) <= Math.max(1, closest.length / 2);
  const meant = isNear ? `Did you mean "${closest}"? ` : '';
  return new MovierecError('USAGE', `no feature set "${name}".`, `${meant}There are: ${featureSetNames.join(', ')}.`);
}
