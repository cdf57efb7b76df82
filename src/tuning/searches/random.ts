import { draw } from '../draw.ts';
import type { Search } from '../search.ts';
import { tryAll } from './try-all.ts';

export const random: Search = tryAll({
  name: 'random',
  summary: 'Independent uniform draws: the plainest search, and the one that the others have to beat.',
  source: 'Bergstra, Bengio 2012, Random Search for Hyper-Parameter Optimization',

  isOfFixedSize() {
    return false;
  },

  total({ trials }) {
    return trials;
  },

  waitsFor() {
    return 0;
  },

  suggest(trial, _seen, plan) {
    return draw(trial, plan);
  },
});
