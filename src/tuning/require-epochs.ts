import { MovierecError } from '../errors.ts';
import type { Definition } from '../models/contract/define-model.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';

interface Given {
  readonly fixed?: Partial<Values<Parameters>> | undefined;
  /** What is to be searched, by name. */
  readonly ranges?: Readonly<Record<string, string>> | undefined;
}

/**
 * The epochs of a full fit, for a search that gives most trials fewer: those that are fixed, or else the model's default.
 * @throws USAGE for a model that is not fitted in epochs, and where the epochs are to be searched
 */
export function requireEpochs({ name, parameters }: Definition, { fixed = {}, ranges = {} }: Given = {}): number {
  if (Object.hasOwn(ranges, 'epochs')) {
    throw new MovierecError(
      'USAGE',
      'this search chooses the epochs of each trial itself.',
      'Leave epochs out of --space, set those of a full fit with --set epochs=N, or search with: --search tpe',
    );
  }
  const epochs = Object.hasOwn(parameters, 'epochs') ? (fixed.epochs ?? parameters.epochs.default) : undefined;
  if (typeof epochs === 'number') return epochs;
  throw new MovierecError(
    'USAGE',
    `${name} is not fitted in epochs, so no trial can be given fewer.`,
    'Search with: --search tpe',
  );
}
