import { shuffled } from '../../random.ts';
import { heldOutCount } from './held-out-count.ts';
import { role } from './role.ts';
import type { Split } from './split.ts';

export const heldOutFilms: Split = {
  name: 'held-out-films',
  summary:
    'A random share of the rated films is left out of training: all their ratings are tested, and lists are made of them alone.',
  random: true,
  uses: ['share'],
  keepsEveryone: false,
  listsHeldOutFilms: true,
  rounds({ item, items }, { share, seed }) {
    const isRated = new Uint8Array(items);
    for (let at = 0; at < item.length; at++) isRated[item[at]] = 1;
    const films = shuffled(items, seed, 'held-out films').filter((film) => isRated[film] === 1);
    const isHeldOut = new Uint8Array(items);
    for (const film of films.subarray(0, heldOutCount(films.length, share))) isHeldOut[film] = 1;
    const roles = new Uint8Array(item.length);
    for (let at = 0; at < item.length; at++) roles[at] = isHeldOut[item[at]] === 1 ? role.test : role.train;
    return [roles];
  },
};
