import { heldOutCount } from './held-out-count.ts';
import { timeOrder } from './order.ts';
import { role } from './role.ts';
import type { Split } from './split.ts';

export const rolling: Split = {
  name: 'rolling',
  summary:
    'The latest share of all ratings is cut into windows of equal count, one a fold; each is tested by what is earlier.',
  needs: 'times',
  random: false,
  uses: ['share', 'folds'],
  keepsEveryone: false,
  rounds(columns, { share, folds }) {
    const order = timeOrder(columns);
    const tested = heldOutCount(order.length, share);
    const startOf = (window: number): number => order.length - tested + Math.floor((window * tested) / folds);
    return Array.from({ length: folds }, (_, window) => {
      const roles = new Uint8Array(order.length);
      for (let at = startOf(window); at < order.length; at++) {
        roles[order[at]] = at < startOf(window + 1) ? role.test : role.unused;
      }
      return roles;
    });
  },
};
