import type { Parameters, Values } from '../../models/contract/parameters.ts';
import { sequence } from '../../random.ts';
import { draw } from '../draw.ts';
import { parzen, pointOf } from '../parzen.ts';
import { rankTrials } from '../rank-trials.ts';
import type { Observation, Plan, Search } from '../search.ts';
import { optionsOf, valueOf } from '../unit.ts';
import { tryAll } from './try-all.ts';

/**
 * The tree-structured Parzen estimator: of settings drawn from where good trials lie, the one where they lie the densest
 * compared with the others. Trials that are still under way count among the others, so that several at once keep apart.
 * O(candidates · trials · dimensions) a suggestion.
 */
export const tpe: Search = tryAll({
  name: 'tpe',
  summary: 'Starts at random, then tries what is likelier among the good trials than among the others.',
  source:
    'Bergstra, Bardenet, Bengio, Kégl 2011, Algorithms for Hyper-Parameter Optimization; joint densities after Falkner, ' +
    'Klein, Hutter 2018 (BOHB)',

  isOfFixedSize() {
    return false;
  },

  total({ trials }) {
    return trials;
  },

  waitsFor(trial, plan) {
    return trial < drawnTrials ? 0 : Math.max(0, trial - plan.lag + 1);
  },

  suggest(trial, seen, plan) {
    if (trial < drawnTrials) return draw(trial, plan);
    // What is under way follows from the same observations, so it need not be asked for.
    const underWay: Values<Parameters>[] = [];
    for (let other = seen.length; other < trial; other++) {
      const then = seen.slice(0, tpe.waitsFor(other, plan));
      const since = [...seen.slice(then.length).map(({ parameters }) => parameters), ...underWay];
      underWay.push(choose(other, then, since, plan));
    }
    return choose(trial, seen, underWay, plan);
  },
});

/** How many trials are drawn at random first; the same for any number of trials, so that a search can be extended. */
const drawnTrials = 8;
/** The share of trials that count as good. */
const goodShare = 0.1;
const candidateCount = 48;

/** The setting of a trial, from those that are done and those that are under way. */
function choose(
  trial: number,
  done: readonly Observation[],
  underWay: readonly Values<Parameters>[],
  plan: Plan,
): Values<Parameters> {
  const { space, seed, better, fixed } = plan;
  if (trial < drawnTrials) return draw(trial, plan);
  const ranked = rankTrials(done, better);
  const worked = ranked.filter(({ value }) => value !== null).length;
  const good = Math.min(worked, Math.ceil(goodShare * ranked.length));
  const points = [...ranked, ...underWay.map((parameters) => ({ parameters }))].map((each) => pointOf(space, each));
  const goodOnes = parzen(space, points.slice(0, good));
  const others = parzen(space, points.slice(good));

  const tried = new Set(points.map(String));
  const random = sequence(seed, `tuning.tpe.${trial}`);
  let best: { readonly setting: Values<Parameters>; readonly gain: number } | undefined;
  for (let candidate = 0; candidate < candidateCount; candidate++) {
    const drawn = goodOnes.draw(random);
    const setting = {
      ...fixed,
      ...Object.fromEntries(
        space.map(({ name, parameter }, at) => [
          name,
          optionsOf(parameter)?.[drawn[at]] ?? valueOf(parameter, drawn[at]),
        ]),
      ),
    } as Values<Parameters>;
    const point = pointOf(space, { parameters: setting });
    if (tried.has(String(point))) continue; // the same again would tell nothing
    const gain = goodOnes.log(point) - others.log(point);
    if (!best || gain > best.gain) best = { setting, gain };
  }
  return best?.setting ?? draw(trial, plan);
}
