import type { Plan, Search } from '../search.ts';
import { settingsIn } from '../space.ts';
import { grid } from './grid.ts';

/** The same search, but where there are no more settings than trials, it tries each of them once. */
export function tryAll(search: Search): Search {
  const suited = (plan: Plan): Search => (settingsIn(plan.space) <= plan.trials ? grid : search);
  return {
    ...search,
    isOfFixedSize: (plan) => suited(plan).isOfFixedSize(plan),
    total: (plan) => suited(plan).total(plan),
    remark: (plan) => suited(plan).remark?.(plan),
    waitsFor: (trial, plan) => suited(plan).waitsFor(trial, plan),
    suggest: (trial, seen, plan) => suited(plan).suggest(trial, seen, plan),
  };
}
