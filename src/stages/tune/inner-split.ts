import type { SplitOptions } from '../../dataset/splits/split.ts';
import { splitDefaults } from '../../dataset/splits/split-ratings.ts';
import { splitOf } from '../../dataset/splits/registry.ts';
import { refuseIdleSplitOptions } from '../evaluation/refuse-idle-options.ts';

/** How training ratings are split again, into those that trials are fitted on and those that judge them. */
export interface InnerSplit extends Partial<Pick<SplitOptions, 'share' | 'folds'>> {
  readonly protocol: string;
}

/**
 * A share of 20 % or five folds where nothing else is given, as outside; only what the split uses. `outer` is the split
 * of the data set itself: where the later ratings judge there, they do here.
 * @throws USAGE for a split there is not, and for what has no effect on it
 */
export function innerSplit(
  { protocol, test, folds }: { protocol?: string | undefined; test?: number | undefined; folds?: number | undefined },
  outer: string,
): InnerSplit {
  const name = protocol ?? (splitOf(outer).needs === 'times' ? 'temporal' : 'by-user');
  const { uses } = splitOf(name);
  refuseIdleSplitOptions(name, { folds, test });
  const given = { share: test ?? splitDefaults.share, folds: folds ?? splitDefaults.folds };
  return { protocol: name, ...Object.fromEntries(uses.map((option) => [option, given[option]])) };
}
