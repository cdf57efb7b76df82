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
 * The rungs of a plan, after trial 0: η⁻ⁱ of the settings in rung i, each with ηⁱ⁻ˢ of the full epochs, for as many
 * rungs s + 1 as leave the first an epoch and the last a setting.
 * @throws USAGE for a plan without epochs
 */
export function rungsOf(plan: Plan): readonly Rung[] {
  const { trials } = plan;
  const epochs = fullEpochs(plan);
  const rungs: Rung[] = [];
  // In whole numbers: a logarithm of 27 may come out below 3.
  let growth = 1;
  while (growth * factor <= Math.min(trials, epochs)) growth *= factor;
  for (let from = 1, count = trials; growth >= 1; growth /= factor) {
    rungs.push({ from, count, epochs: Math.round(epochs / growth) });
    from += count;
    count = Math.floor(count / factor);
  }
  return rungs;
}

export const halving: Search = {
  name: 'halving',
  summary:
    'Successive halving: many settings with few epochs, the best third of them with three times as many, and so on; ' +
    'what is usual is tried in full, as it may be slow to start.',
  source: 'Jamieson, Talwalkar 2016, Non-stochastic Best Arm Identification and Hyperparameter Optimization; η = 3',
  needsEpochs: true,

  isOfFixedSize() {
    return true;
  },

  total(plan) {
    return 1 + rungsOf(plan).reduce((all, { count }) => all + count, 0);
  },

  remark(plan) {
    return `${plan.trials} settings in ${halving.total(plan) - 1} fits, and the start in full`;
  },

  waitsFor(trial, plan) {
    const at = rungIndex(trial, rungsOf(plan));
    return at > 0 ? rungsOf(plan)[at].from : 0;
  },

  suggest(trial, seen, plan) {
    if (trial === 0) return { ...draw(0, plan), epochs: fullEpochs(plan) };
    const rungs = rungsOf(plan);
    const at = rungIndex(trial, rungs);
    const { from, epochs } = rungs[at];
    return { ...settingOf(trial, from, rungs[at - 1], seen, plan), epochs };
  },
};

/** The rung of a trial; -1 for trial 0, which is in none. */
const rungIndex = (trial: number, rungs: readonly Rung[]): number => rungs.findLastIndex(({ from }) => from <= trial);

function fullEpochs({ epochs }: Plan): number {
  if (epochs !== undefined) return epochs;
  throw new MovierecError('USAGE', 'halving needs epochs.', 'Give the epochs of a full fit.');
}

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
