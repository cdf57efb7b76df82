import { MovierecError } from '../../errors.ts';
import type { Parameters, Values } from '../../models/contract/parameters.ts';
import { draw } from '../draw.ts';
import { rankTrials } from '../rank-trials.ts';
import type { Observation, Plan, Search } from '../search.ts';

/** Of how many settings one goes on, and by how much its epochs grow (η). */
const factor = 3;

/** Settings that are fitted for as many epochs. */
export interface Rung {
  /** Its first trial. */
  readonly from: number;
  readonly count: number;
  readonly epochs: number;
}

/**
 * The rungs of a plan: η⁻ⁱ of the settings in rung i, each with ηⁱ⁻ˢ of the full epochs, for as many rungs s + 1 as leave
 * the first an epoch and the last a setting.
 * @throws USAGE for a plan without epochs
 */
export function rungsOf({ trials, epochs }: Plan): readonly Rung[] {
  if (epochs === undefined) throw new MovierecError('USAGE', 'halving needs epochs.', 'Give the epochs of a full fit.');
  const rungs: Rung[] = [];
  // In whole numbers: a logarithm of 27 may come out below 3.
  let growth = 1;
  while (growth * factor <= Math.min(trials, epochs)) growth *= factor;
  for (let from = 0, count = trials; growth >= 1; growth /= factor) {
    rungs.push({ from, count, epochs: Math.round(epochs / growth) });
    from += count;
    count = Math.floor(count / factor);
  }
  return rungs;
}

export const halving: Search = {
  name: 'halving',
  summary:
    'Successive halving: many settings with few epochs, the best third of them with three times as many, and so on.',
  source: 'Jamieson, Talwalkar 2016, Non-stochastic Best Arm Identification and Hyperparameter Optimization; η = 3',

  total(plan) {
    return rungsOf(plan).reduce((all, { count }) => all + count, 0);
  },

  waitsFor(trial, plan) {
    return rungsOf(plan).findLast(({ from }) => from <= trial)!.from;
  },

  suggest(trial, seen, plan) {
    const rungs = rungsOf(plan);
    const at = rungs.findLastIndex(({ from }) => from <= trial);
    const { from, epochs } = rungs[at];
    return { ...settingOf(trial, from, rungs[at - 1], seen, plan), epochs };
  },
};

/** Among the best of the rung before, the one whose turn it is; a new one where too few of them could be fitted. */
function settingOf(
  trial: number,
  from: number,
  before: Rung | undefined,
  seen: readonly Observation[],
  plan: Plan,
): Values<Parameters> {
  if (!before) return draw(trial, plan);
  const ranked = rankTrials(seen.slice(before.from, from), plan.better).filter(({ value }) => value !== null);
  return ranked[trial - from]?.parameters ?? draw(trial, plan);
}
