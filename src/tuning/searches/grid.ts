import type { Parameters, Values } from '../../models/contract/parameters.ts';
import { gridLevels } from '../grid-points.ts';
import type { Search } from '../search.ts';

export const grid: Search = {
  name: 'grid',
  summary:
    'The most even grid of at most as many points as trials, with more levels for the parameters declared first.',
  source: 'Full factorial design; see Bergstra, Bengio 2012 for why random search does better with many parameters',

  total({ space, trials }) {
    return gridLevels(space, trials).reduce((all, { length }) => all * length, 1);
  },

  waitsFor() {
    return 0;
  },

  /** The last dimension changes fastest. */
  suggest(trial, _seen, { space, trials, fixed }) {
    const levels = gridLevels(space, trials);
    const point = levels.map((some, at) => {
      const after = levels.slice(at + 1).reduce((all, { length }) => all * length, 1);
      return [space[at].name, some[Math.floor(trial / after) % some.length]];
    });
    return { ...fixed, ...Object.fromEntries(point) } as Values<Parameters>;
  },
};
