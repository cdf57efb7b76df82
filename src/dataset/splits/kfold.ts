import { randomOrder } from './order.ts';
import { role } from './role.ts';
import type { Split } from './split.ts';

export const kfold: Split = {
  name: 'kfold',
  summary:
    'All ratings fall at random into folds of equal size; each fold is tested once, with the others as training.',
  random: true,
  uses: ['folds'],
  keepsEveryone: false,
  rounds(columns, { folds, seed }) {
    const rounds = Array.from({ length: folds }, () => new Uint8Array(columns.user.length));
    const order = randomOrder(columns, seed, 'k folds');
    for (let at = 0; at < order.length; at++) rounds[at % folds][order[at]] = role.test;
    return rounds;
  },
};
