import type { Context } from '../context.ts';
import { compareOutcomes } from './compare-outcomes.ts';
import { figureOf } from './measure.ts';
import type { Outcomes } from './outcomes.ts';
import type { PairedTest } from './paired-test.ts';

/** A model beside the best one, on the same people: does the difference mean anything? */
export interface Comparison {
  readonly model: string;
  readonly with: string;
  readonly metrics: Readonly<Record<string, PairedTest>>;
}

/** Tests every model against the one with the highest `key` (a figure where higher is better), metric by metric. */
export async function compareWithBest(
  outcomes: ReadonlyMap<string, Outcomes>,
  key: string,
  context: Context,
): Promise<Comparison[]> {
  const figure = (name: string): number => {
    const measure = outcomes.get(name)?.measures.get(key);
    return (measure && figureOf(measure)) || 0;
  };
  const names = [...outcomes.keys()];
  const best = names.reduce((a, b) => (figure(b) > figure(a) ? b : a));
  const comparisons: Comparison[] = [];
  for (const model of names.filter((name) => name !== best)) {
    const metrics = await compareOutcomes(outcomes.get(model)!, outcomes.get(best)!, context);
    comparisons.push({ model, with: best, metrics });
  }
  return comparisons;
}
