import { groupedByUser, timeOrder } from './order.ts';
import { role } from './role.ts';
import type { Split } from './split.ts';

export const leaveLastOut: Split = {
  name: 'leave-last-out',
  summary: 'Each person’s last rating is tested; whoever has only one keeps it in training.',
  needs: 'times',
  random: false,
  uses: [],
  keepsEveryone: true,
  rounds(columns) {
    const roles = new Uint8Array(columns.user.length);
    const { positions, starts } = groupedByUser(columns, timeOrder(columns));
    for (let user = 0; user < columns.users; user++) {
      if (starts[user + 1] - starts[user] > 1) roles[positions[starts[user + 1] - 1]] = role.test;
    }
    return [roles];
  },
};
