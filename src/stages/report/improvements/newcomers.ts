import { newcomer } from '../newcomer.ts';
import { counted } from '../words.ts';
import type { Improver } from './improvement.ts';

/** People of whom less is known than of anyone who was tested. */
export const newcomers: Improver = ({ data, dataset, chosen }) =>
  data.fewest <= newcomer
    ? []
    : [
        {
          what: 'Find out how newcomers are served',
          gain: null,
          kind: 'estimate',
          how: `nobody who was tested has fewer than ${counted(data.fewest, 'known rating')}`,
          section: 'weaknesses',
          command: `movierec eval --dataset ${dataset} --model ${chosen} --protocol held-out-users --histories 0 1 3 5`,
        },
      ];
