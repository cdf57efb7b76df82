import type { Parameters, Values } from '../../models/contract/parameters.ts';
import { gridLevels } from '../grid-points.ts';
import type { Plan, Search } from '../search.ts';
import { settingsIn } from '../space.ts';

export const grid: Search = {
  name: 'grid',
  summary:
    'The most even grid of at most as many points as trials, with more levels for the parameters declared first, and ' +
    'what is usual.',
  source: 'Full factorial design; see Bergstra, Bengio 2012 for why random search does better with many parameters',

  isOfFixedSize() {
    return true;
  },

  total(plan) {
    return pointsOf(plan).length;
  },

  remark(plan) {
    const { space, trials } = plan;
    const { length } = pointsOf(plan);
    if (length === trials) return undefined;
    if (length === settingsIn(space)) return `there are only ${length} settings`;
    const points = gridLevels(space, trials).reduce((all, levels) => all * levels.length, 1);
    return `a grid of ${points}${length > points ? ', and the start' : ''}`;
  },

  waitsFor() {
    return 0;
  },

  suggest(trial, _seen, plan) {
    return { ...plan.fixed, ...pointsOf(plan)[trial] } as Values<Parameters>;
  },
};

/** The start, and then all other points of the grid, of which the last dimension changes fastest. */
function pointsOf({ space, trials, start }: Plan): readonly Values<Parameters>[] {
  const points = gridLevels(space, trials).reduce<Values<Parameters>[]>(
    (all, levels, at) => all.flatMap((point) => levels.map((level) => ({ ...point, [space[at].name]: level }))),
    [{}],
  );
  if (!start) return points;
  return [start, ...points.filter((point) => space.some(({ name }) => point[name] !== start[name]))];
}
