import { MovierecError } from '../errors.ts';
import type { Definition } from '../models/contract/define-model.ts';
import { parseValue, resolve, type Parameter, type Parameters, type Values } from '../models/contract/parameters.ts';
import { countOf, type Value } from './unit.ts';

/** One parameter that is searched. */
export interface Dimension {
  readonly name: string;
  /** The parameter with its range as searched. */
  readonly parameter: Parameter;
}
/** All that is searched, in the order in which the model declares it: what matters most comes first. */
export type Space = readonly Dimension[];

/** How many different settings there are: no end of them with a number that need not be whole. */
export const settingsIn = (space: Space): number => space.reduce((all, { parameter }) => all * countOf(parameter), 1);

/**
 * The parameters of a model that `tune` searches: those with a `search` of their own or none at all, as far as they have
 * any effect beside what is fixed. `ranges` adds to them and replaces their ranges: `{ factors: '16..128' }`,
 * `{ similarity: 'cosine,jaccard' }`. A range that includes 0 has no logarithm and is searched evenly.
 * @throws UNKNOWN_OPTION, OPTION_RANGE for what the model does not take; USAGE for a range that cannot be read, of a
 * fixed parameter or of a single value, and where nothing is left to search
 */
export function spaceOf(
  definition: Definition,
  { fixed = {}, ranges = {} }: { fixed?: Partial<Values<Parameters>>; ranges?: Readonly<Record<string, string>> },
): Space {
  const { name: model, parameters } = definition;
  const values = resolve(definition, fixed);
  const isFixed = (name: string): boolean => fixed[name] !== undefined;
  for (const [name, text] of Object.entries(ranges)) {
    if (!Object.hasOwn(parameters, name)) resolve({ name: model, parameters }, { [name]: text });
    if (isFixed(name)) {
      throw new MovierecError('USAGE', `${model}: ${name} is both set and searched.`, 'Give it one way or the other.');
    }
  }
  const isSearched = (name: string): boolean =>
    Object.hasOwn(ranges, name) || (!isFixed(name) && parameters[name].search !== false);
  const hasEffect = ({ onlyWith = {} }: Parameter): boolean =>
    Object.entries(onlyWith).every(
      ([other, wanted]) => !Object.hasOwn(parameters, other) || isSearched(other) || values[other] === wanted,
    );
  const space = Object.entries(parameters)
    .filter(([name, parameter]) => Object.hasOwn(ranges, name) || (isSearched(name) && hasEffect(parameter)))
    .map(([name, parameter]): Dimension => {
      const range = Object.hasOwn(ranges, name) ? readRange(model, name, parameter, ranges[name]) : parameter.search;
      return { name, parameter: range ? within(parameter, range) : parameter };
    });
  if (space.length > 0) return space;
  throw new MovierecError(
    'USAGE',
    `${model} has no parameter left to search.`,
    'Set fewer of them, or give a range with --space name=LOW..HIGH.',
  );
}

type Range = readonly Value[];

/** Both ends of a number's range, or the choices. */
function readRange(model: string, name: string, parameter: Parameter, text: string): Range {
  const isNumber = parameter.kind === 'integer' || parameter.kind === 'real';
  if (isNumber && text.includes(',')) {
    const listed = text.split(',').map(Number);
    const range = listed.every(Number.isFinite) ? `${Math.min(...listed)}..${Math.max(...listed)}` : 'LOW..HIGH';
    throw new MovierecError(
      'USAGE',
      `${model}: "${text}" is a list, which is for choices only; ${name} is a number and has a range.`,
      `Write --space ${name}=${range}`,
    );
  }
  const parts = text.split(isNumber ? '..' : ',').map((part) => part.trim());
  const range = parts.map((part) => {
    const value = parseValue(parameter, part);
    // What is no number stays as it was written, so that the refusal can say what it was.
    return resolve({ name: model, parameters: { [name]: parameter } }, { [name]: Number.isNaN(value) ? part : value })[
      name
    ];
  });
  const isRange = isNumber ? range.length === 2 && range[0] < range[1] : new Set(range).size === range.length;
  if (isRange && range.length > 1) return range;
  throw new MovierecError(
    'USAGE',
    `${model}: "${text}" is no range of ${name} to search.`,
    `Write ${name}=${isNumber ? 'LOW..HIGH' : 'ONE,OTHER'}, or set a single value with --set ${name}=VALUE.`,
  );
}

/** The parameter with a narrower range. */
function within(parameter: Parameter, range: Range): Parameter {
  switch (parameter.kind) {
    case 'flag':
    case 'names':
      return parameter;
    case 'choice':
      return { ...parameter, among: range as readonly string[] };
    case 'integer':
    case 'real': {
      const [min, max] = range as readonly [number, number];
      return { ...parameter, min, max };
    }
  }
}
