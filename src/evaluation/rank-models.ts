import type { Comparison } from './compare-models.ts';

/** A model's place by one metric. */
export interface Ranked {
  readonly model: string;
  readonly value: number;
  /** One more than how many models are better beyond chance: models that may be as good as each other share a place. */
  readonly rank: number;
}

/** Beyond chance: a corrected p-value below this. */
export const significance = 0.05;

/** The models by a figure, best first; those without it are left out. */
export function rankModels(
  figures: ReadonlyMap<string, number>,
  comparisons: readonly Comparison[],
  key: string,
  better: 'higher' | 'lower',
): Ranked[] {
  const sign = better === 'higher' ? 1 : -1;
  const losses = new Map<string, number>();
  for (const { first, second, metrics } of comparisons) {
    const test = metrics[key];
    if (!test || !(test.corrected < significance)) continue;
    const loser = sign * test.difference > 0 ? second : first;
    losses.set(loser, (losses.get(loser) ?? 0) + 1);
  }
  return [...figures]
    .map(([model, value]) => ({ model, value, rank: 1 + (losses.get(model) ?? 0) }))
    .sort((a, b) => sign * (b.value - a.value));
}
