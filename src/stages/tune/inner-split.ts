import { splitDefaults } from '../../dataset/splits/split-ratings.ts';
import { splitOf } from '../../dataset/splits/registry.ts';

/** How training ratings are split again, into those that trials are fitted on and those that judge them. */
export interface InnerSplit {
  readonly protocol: string;
  readonly share: number;
  readonly folds: number;
}

/** Splits by which the later ratings judge. */
const byTime = ['temporal', 'rolling'];

/**
 * A share of 20 % or five folds where nothing else is given, as outside; `outer` is the split of the data set itself.
 * @throws USAGE for a split there is not
 */
export function innerSplit(
  { protocol, test, folds }: { protocol?: string | undefined; test?: number | undefined; folds?: number | undefined },
  outer: string,
): InnerSplit {
  const name = protocol ?? (byTime.includes(outer) ? 'temporal' : 'by-user');
  splitOf(name);
  return { protocol: name, share: test ?? splitDefaults.share, folds: folds ?? splitDefaults.folds };
}
