import { MovierecError } from '../errors.ts';
import { parameterOf, parseValue, type Parameters, type Values } from '../models/contract/parameters.ts';
import { definitionOf, modelNames } from '../models/registry.ts';

/**
 * Reads `--set name=value …`, or `--set model.name=value …` where there are several models.
 * @throws USAGE, UNKNOWN_OPTION
 */
export function parseSettings(
  settings: readonly string[],
  models: readonly string[],
): Record<string, Partial<Values<Parameters>>> {
  const parsed: Record<string, Record<string, number | string | boolean>> = {};
  // What a model is made of has to be known before what its parts are set to.
  const isOfPart = (setting: string): number => setting.split('=')[0].split('.').length;
  for (const setting of settings.toSorted((a, b) => isOfPart(a) - isOfPart(b))) {
    const [name, ...rest] = setting.split('=');
    if (rest.length === 0) throw new MovierecError('USAGE', `"${setting}" sets nothing.`, 'Write --set name=value');
    const owner = ownerOf(name, models);
    if (owner === undefined) {
      throw new MovierecError('USAGE', `whose parameter is "${name}"?`, `Write --set svd.${name}=${rest.join('=')}`);
    }
    if (models.length > 0 && !models.includes(owner)) {
      throw new MovierecError(
        'USAGE',
        `"${setting}" is for ${owner}, which is not asked for.`,
        `Add: --model ${owner}`,
      );
    }
    const parameter = name.startsWith(`${owner}.`) ? name.slice(owner.length + 1) : name;
    const specification = parameterOf(definitionOf(owner), parameter, parsed[owner] ?? {});
    // A name that there is not is refused where it is resolved, with the list of those there are.
    const text = rest.join('=');
    const value = specification ? parseValue(specification, text) : text;
    // What is no number stays as it was written, so that the refusal can say what it was.
    (parsed[owner] ??= {})[parameter] = Number.isNaN(value) ? text : value;
  }
  return parsed;
}

/**
 * The model that a parameter is of: the only one asked for, or the one that is named before the dot. `svd.factors` of a
 * model made of parts is a part's, where that model alone is asked for.
 */
function ownerOf(name: string, models: readonly string[]): string | undefined {
  const named = modelNames.find((model) => name.startsWith(`${model}.`));
  const [only, other] = models;
  if (only === undefined || other !== undefined) return named;
  return named === undefined || definitionOf(only).part ? only : named;
}
