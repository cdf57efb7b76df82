import { MovierecError } from '../../errors.ts';
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
    `Search narrower ranges with --space, or see why: movierec train --model ${model}`,
  );
}

/**
 * The trials that can be compared as to what mattered: of a search that gives some trials fewer epochs, those that have as
 * many as most; of others, all.
 */
export function withSameEpochs(trials: readonly Trial[], space: Space): readonly Trial[] {
  if (space.some(({ name }) => name === 'epochs')) return trials;
  const groups = new Map<unknown, Trial[]>();
  for (const trial of trials) {
    const { epochs } = trial.parameters;
    groups.set(epochs, [...(groups.get(epochs) ?? []), trial]);
  }
  return [...groups.values()].reduce((most, group) => (group.length > most.length ? group : most));
}
