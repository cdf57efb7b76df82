import type { Definition } from '../models/contract/define-model.ts';
import { rangeOf } from '../models/contract/parameters.ts';
import { tasksOf } from '../models/contract/tasks-of.ts';
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
  const [{ feedback }, other] = tasksOf(definition);
  if (other) return 'both';
  return feedback === 'explicit' ? 'rating prediction' : 'ranking';
}
