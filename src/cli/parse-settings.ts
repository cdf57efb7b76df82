import { MovierecError } from '../errors.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';
import { parseValue } from '../models/contract/parameters.ts';
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
  for (const setting of settings) {
    const [name, ...rest] = setting.split('=');
    if (rest.length === 0) throw new MovierecError('USAGE', `"${setting}" sets nothing.`, 'Write --set name=value');
    const owner =
      modelNames.find((model) => name.startsWith(`${model}.`)) ?? (models.length === 1 ? models[0] : undefined);
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
    const specification = definitionOf(owner).parameters[parameter];
    // A name that there is not is refused where it is resolved, with the list of those there are.
    const text = rest.join('=');
    const value = specification ? parseValue(specification, text) : text;
    // What is no number stays as it was written, so that the refusal can say what it was.
    (parsed[owner] ??= {})[parameter] = Number.isNaN(value) ? text : value;
  }
  return parsed;
}
