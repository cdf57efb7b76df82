import { MovierecError } from '../errors.ts';
import type { Definition } from '../models/contract/define-model.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';

/**
 * The epochs of a full fit: those that are fixed, or else the model's default.
 * @throws USAGE for a model that is not fitted in epochs
 */
export function requireEpochs({ name, parameters }: Definition, fixed: Partial<Values<Parameters>> = {}): number {
  const epochs = Object.hasOwn(parameters, 'epochs') ? (fixed.epochs ?? parameters.epochs.default) : undefined;
  if (typeof epochs === 'number') return epochs;
  throw new MovierecError(
    'USAGE',
    `${name} is not fitted in epochs, so there is nothing to halve.`,
    'Search with: --search tpe',
  );
}
