import { shuffled } from '../../random.ts';
import { heldOutCount } from './held-out-count.ts';
import { groupedByUser, randomOrder } from './order.ts';
import { role } from './role.ts';
import type { Split } from './split.ts';

/** How much of a held-out person's history is tested; the rest is folded in (Liang et al. 2018). */
const tested = 0.2;

/**
 * Strong generalization: people of whom the model knows nothing until their history is folded in. Of two to seven ratings
 * one is tested, though a fifth of them would be less than one, or less than half: who was left out of training is to be
 * tested. A single rating cannot be history and test at once, so whoever has only one stays in training.
 */
export const heldOutUsers: Split = {
  name: 'held-out-users',
  summary:
    'A share of the people with two ratings or more is left out of training: a random fifth of their ratings is tested, at least one, the rest folded in.',
  random: true,
  uses: ['share'],
  keepsEveryone: false,
  foldsIn: true,
  rounds(columns, { share, seed }) {
    const roles = new Uint8Array(columns.user.length);
    const { positions, starts } = groupedByUser(columns, randomOrder(columns, seed, 'fold-in of held-out users'));
    const people = shuffled(columns.users, seed, 'held-out users').filter(
      (user) => starts[user + 1] - starts[user] > 1,
    );
    for (const user of people.subarray(0, heldOutCount(people.length, share))) {
      const firstFoldedIn = starts[user] + Math.max(1, heldOutCount(starts[user + 1] - starts[user], tested));
      for (let at = starts[user]; at < starts[user + 1]; at++) {
        roles[positions[at]] = at < firstFoldedIn ? role.test : role.foldIn;
      }
    }
    return [roles];
  },
};
