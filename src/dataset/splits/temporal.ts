import { heldOutCount } from './held-out-count.ts';
import { timeOrder } from './order.ts';
import { role } from './role.ts';
import type { Split } from './split.ts';

export const temporal: Split = {
  name: 'temporal',
  summary: 'The latest share of all ratings is tested: one cut in time for everyone, as when a system goes live.',
  needs: 'times',
  random: false,
  uses: ['share'],
  keepsEveryone: false,
  rounds(columns, { share }) {
    const roles = new Uint8Array(columns.user.length);
    const order = timeOrder(columns);
    for (let at = order.length - heldOutCount(order.length, share); at < order.length; at++) {
      roles[order[at]] = role.test;
    }
    return [roles];
  },
};
