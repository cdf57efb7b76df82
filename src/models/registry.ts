import type { Context } from '../context.ts';
import type { Ratings } from '../dataset/ratings.ts';
import { MovierecError } from '../errors.ts';
import type { Definition } from './contract/define-model.ts';
import { fitModel } from './contract/fit-model.ts';
import { loadModel } from './contract/model-files.ts';
import type { Model } from './contract/model.ts';
import type { Values } from './contract/parameters.ts';
import * as models from './index.ts';

/** To add a model: one file, and one line in index.ts. Everything below follows. */
export type ModelName = keyof typeof models;
export type ModelOptions<N extends ModelName> = Partial<Values<(typeof models)[N]['parameters']>>;

export const modelNames = Object.keys(models) as ModelName[];

/** @throws UNKNOWN_MODEL for names that the compiler has not seen, such as those from the command line */
export function definitionOf(name: string): Definition {
  const found = Object.entries<unknown>(models).find(([known]) => known === name);
  if (!found) throw new MovierecError('UNKNOWN_MODEL', `no model "${name}".`, `There are: ${modelNames.join(', ')}.`);
  return found[1] as Definition;
}

/** Fits a model by name. A wrong name and another model's option do not compile. */
export function fit<N extends ModelName>(
  name: N,
  ratings: Ratings,
  options: ModelOptions<N>,
  context: Context,
): Promise<Model> {
  return fitModel(definitionOf(name), ratings, options, context);
}

/** Loads a saved model, of any name or of the `expected` one only. */
export const load = (folder: string, expected?: string): Promise<Model> => loadModel(folder, definitionOf, expected);
export { saveModel as save } from './contract/model-files.ts';
