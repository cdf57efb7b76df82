import { choice, integer, real, type Parameters, type Values } from '../../src/models/contract/parameters.ts';
import type { Observation, Plan, Search } from '../../src/tuning/search.ts';
import type { Space } from '../../src/tuning/space.ts';

/** Four kinds of dimensions: an integer and a number by their logarithms, a plain number, a choice. */
export const space: Space = [
  { name: 'factors', parameter: integer({ default: 20, min: 8, max: 128, scale: 'log', about: '' }) },
  { name: 'rate', parameter: real({ default: 0.01, min: 1e-3, max: 0.1, scale: 'log', about: '' }) },
  { name: 'prior', parameter: real({ default: 1, min: 0, max: 10, about: '' }) },
  { name: 'form', parameter: choice({ default: 'a', among: ['a', 'b', 'c'], about: '' }) },
];

/** A bowl over the space whose lowest point, 0, is at factors 40, rate .02, prior 3, form b. */
export function bowl(parameters: Values<Parameters>): number {
  const { factors, rate, prior, form } = parameters as { factors: number; rate: number; prior: number; form: string };
  const offset = form === 'a' ? 0.2 : form === 'b' ? 0 : 0.1;
  return Math.log(factors / 40) ** 2 / 4 + Math.log10(rate / 0.02) ** 2 + ((prior - 3) / 10) ** 2 + offset;
}

/** A plan over the space, with whatever is given. */
export const planOf = (given: Partial<Plan> = {}): Plan => ({
  space,
  trials: 30,
  seed: 1,
  better: 'lower',
  lag: 1,
  fixed: {},
  epochs: 30,
  ...given,
});

/** Runs a search to its end, one trial after the other; each sees what it may and no more. */
export function runAll(
  search: Search,
  plan: Plan,
  value: (parameters: Values<Parameters>, trial: number) => number | null,
): Observation[] {
  const seen: Observation[] = [];
  for (let trial = 0; trial < search.total(plan); trial++) {
    const parameters = search.suggest(trial, seen.slice(0, search.waitsFor(trial, plan)), plan);
    seen.push({ trial, parameters, value: value(parameters, trial) });
  }
  return seen;
}
