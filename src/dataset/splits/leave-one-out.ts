import { groupedByUser, randomOrder } from './order.ts';
import { role } from './role.ts';
import type { Split } from './split.ts';

export const leaveOneOut: Split = {
  name: 'leave-one-out',
  summary: 'One random rating of each person is tested; whoever has only one keeps it in training.',
  random: true,
  uses: [],
  keepsEveryone: true,
  rounds(columns, { seed }) {
    const roles = new Uint8Array(columns.user.length);
    const { positions, starts } = groupedByUser(columns, randomOrder(columns, seed, 'leave one out'));
    for (let user = 0; user < columns.users; user++) {
      if (starts[user + 1] - starts[user] > 1) roles[positions[starts[user]]] = role.test;
    }
    return [roles];
  },
};
