import type { Plan, Search } from '../search.ts';
import { countOf } from '../unit.ts';
import { grid } from './grid.ts';

/** The same search, but where there are no more settings than trials, it tries each of them once. */
export function tryAll(search: Search): Search {
  const hasFew = ({ space, trials }: Plan): boolean =>
    space.reduce((all, { parameter }) => all * countOf(parameter), 1) <= trials;
  const suited = (plan: Plan): Search => (hasFew(plan) ? grid : search);
  return {
    ...search,
    total: (plan) => suited(plan).total(plan),
    waitsFor: (trial, plan) => suited(plan).waitsFor(trial, plan),
    suggest: (trial, seen, plan) => suited(plan).suggest(trial, seen, plan),
  };
}
