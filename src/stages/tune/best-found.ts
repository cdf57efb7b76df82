import { MovierecError } from '../../errors.ts';
import type { Parameters, Values } from '../../models/contract/parameters.ts';
import type { Space } from '../../tuning/space.ts';
import { bestOf, type Better, type Trial } from '../../tuning/trial.ts';

/**
 * The best trial, the earliest of several.
 * @throws the code of the first failure where every trial failed
 */
export function bestFound(trials: readonly Trial[], better: Better, model: string): Trial {
  const best = bestOf(trials, better);
  if (best) return best;
  const code = trials[0].failed ?? 'UNEXPECTED';
  throw new MovierecError(
    code,
    `none of ${trials.length} trials of ${model} gave a figure; the first ended with ${code}.`,
    'Search narrower ranges (--space learningRate=0.001..0.01), or see why: movierec train --model ' + model,
  );
}

/** The trial that has just these values. */
export const trialOf = (trials: readonly Trial[], values: Values<Parameters>): Trial | null =>
  trials.find(({ parameters }) => Object.entries(parameters).every(([name, value]) => values[name] === value)) ?? null;

/** Of a search that gives some trials fewer epochs, those that have as many as the first; of others, all. */
export function withSameEpochs(trials: readonly Trial[], space: Space): readonly Trial[] {
  if (space.some(({ name }) => name === 'epochs')) return trials;
  return trials.filter(({ parameters }) => parameters['epochs'] === trials[0].parameters['epochs']);
}
