import { heldOutCount } from './held-out-count.ts';
import { randomOrder } from './order.ts';
import { role } from './role.ts';
import type { Split } from './split.ts';

export const random: Split = {
  name: 'random',
  summary: 'A random share of all ratings is tested, whoever gave them.',
  random: true,
  uses: ['share'],
  keepsEveryone: false,
  rounds(columns, { share, seed }) {
    const roles = new Uint8Array(columns.user.length);
    const order = randomOrder(columns, seed, 'random split');
    for (let at = 0; at < heldOutCount(order.length, share); at++) roles[order[at]] = role.test;
    return [roles];
  },
};
