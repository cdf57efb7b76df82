import { feedbackOf } from '../models/contract/define-model.ts';
import { rangeOf, resolve } from '../models/contract/parameters.ts';
import { definitionOf, modelNames } from '../models/registry.ts';

export interface ModelDescription {
  readonly name: string;
  /** With its default parameters. */
  readonly task: 'rating prediction' | 'ranking';
  readonly summary: string;
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

/** Every model there is, with its task, reference and parameters. */
export function models(): { models: ModelDescription[] } {
  return {
    models: modelNames.map((name) => {
      const definition = definitionOf(name);
      const feedback = feedbackOf(definition, resolve(name, definition.parameters, {}));
      return {
        name,
        task: feedback === 'explicit' ? 'rating prediction' : 'ranking',
        summary: definition.summary,
        reference: definition.reference,
        parameters: Object.entries(definition.parameters).map(([parameter, specification]) => ({
          name: parameter,
          default: specification.default,
          range: rangeOf(specification),
          ...('among' in specification && { among: specification.among }),
          ...('min' in specification && { min: specification.min, max: specification.max }),
          about: specification.about,
        })),
      };
    }),
  };
}
