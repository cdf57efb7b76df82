import { shuffled } from '../../random.ts';
import { heldOutCount } from './held-out-count.ts';
import { groupedByUser, randomOrder } from './order.ts';
import { role } from './role.ts';
import type { Split } from './split.ts';

/** How much of a held-out person's history is tested; the rest is folded in (Liang et al. 2018). */
const tested = 0.2;

export const heldOutUsers: Split = {
  name: 'held-out-users',
  summary:
    'A share of the people is left out of training: a random 80 % of their ratings is folded in, the rest tested.',
  random: true,
  uses: ['share'],
  keepsEveryone: false,
  rounds(columns, { share, seed }) {
    const roles = new Uint8Array(columns.user.length);
    const { positions, starts } = groupedByUser(columns, randomOrder(columns, seed, 'fold-in of held-out users'));
    const people = shuffled(columns.users, seed, 'held-out users').filter((user) => starts[user] < starts[user + 1]);
    for (const user of people.subarray(0, heldOutCount(people.length, share))) {
      const firstFoldedIn = starts[user] + heldOutCount(starts[user + 1] - starts[user], tested);
      for (let at = starts[user]; at < starts[user + 1]; at++) {
        roles[positions[at]] = at < firstFoldedIn ? role.test : role.foldIn;
      }
    }
    return [roles];
  },
};
