import { heldOutCount } from './held-out-count.ts';
import { groupedByUser, randomOrder } from './order.ts';
import { role } from './role.ts';
import type { Split } from './split.ts';

/** What its random numbers are drawn for. */
export const drawnFor = 'split by user';

export const byUser: Split = {
  name: 'by-user',
  summary: 'A random share of each person’s ratings is tested, rounded; at least one stays in training.',
  random: true,
  uses: ['share'],
  keepsEveryone: true,
  rounds(columns, { share, seed }) {
    const roles = new Uint8Array(columns.user.length);
    const { positions, starts } = groupedByUser(columns, randomOrder(columns, seed, drawnFor));
    for (let user = 0; user < columns.users; user++) {
      const tested = heldOutCount(starts[user + 1] - starts[user], share);
      for (let at = starts[user]; at < starts[user] + tested; at++) roles[positions[at]] = role.test;
    }
    return [roles];
  },
};
