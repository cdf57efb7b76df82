import { feedbackOf, type Definition } from '../models/contract/define-model.ts';
import { rangeOf, resolve, type Parameters } from '../models/contract/parameters.ts';
import { definitionOf, modelNames } from '../models/registry.ts';

export interface ModelDescription {
  readonly name: string;
  /** What it is for; `both` by a parameter, `baseline` where it is the same for everyone. */
  readonly task: 'rating prediction' | 'ranking' | 'both' | 'baseline';
  readonly summary: string;
  /** When to take it rather than another. */
  readonly choose: string;
  readonly reference: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly default: number | string | boolean;
    readonly range: string;
    /** The choices, of a parameter that has any; else the bounds, of a number. */
    readonly among?: readonly string[];
    readonly min?: number;
    readonly max?: number;
    readonly about: string;
  }[];
}

/**
 * Every model there is, or those of some names, with task, reference and parameters.
 * @throws UNKNOWN_MODEL
 */
export function models(names: readonly string[] = modelNames): { models: ModelDescription[] } {
  return { models: (names.length > 0 ? names : modelNames).map((name) => descriptionOf(definitionOf(name))) };
}

function descriptionOf(definition: Definition): ModelDescription {
  const { name, summary, choose, reference, parameters } = definition;
  return {
    ...{ name, task: taskOf(definition), summary, choose, reference },
    parameters: Object.entries(parameters).map(([parameter, specification]) => ({
      name: parameter,
      default: specification.default,
      range: rangeOf(specification),
      ...('among' in specification && { among: specification.among }),
      ...('min' in specification && { min: specification.min, max: specification.max }),
      about: specification.about,
    })),
  };
}

function taskOf(definition: Definition): ModelDescription['task'] {
  if (definition.baseline) return 'baseline';
  const { name, parameters } = definition;
  const task = feedbackOf(definition, resolve(name, parameters, {}));
  const others = choicesOf(parameters).some(
    (options) => feedbackOf(definition, resolve(name, parameters, options)) !== task,
  );
  return others ? 'both' : task === 'explicit' ? 'rating prediction' : 'ranking';
}

/** The defaults but for one choice, for every choice. */
const choicesOf = (parameters: Parameters): Record<string, string>[] =>
  Object.entries(parameters).flatMap(([name, specification]) =>
    specification.kind === 'choice' ? specification.among.map((value) => ({ [name]: value })) : [],
  );
