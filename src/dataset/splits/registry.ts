import { MovierecError } from '../../errors.ts';
import { byUser } from './by-user.ts';
import { heldOutFilms } from './held-out-films.ts';
import { heldOutUsers } from './held-out-users.ts';
import { kfold } from './kfold.ts';
import { leaveLastOut } from './leave-last-out.ts';
import { leaveOneOut } from './leave-one-out.ts';
import { random } from './random.ts';
import { rolling } from './rolling.ts';
import type { Split } from './split.ts';
import { temporal } from './temporal.ts';

/** All splits, the default first. */
export const splits: readonly Split[] = [
  byUser,
  random,
  kfold,
  temporal,
  rolling,
  leaveLastOut,
  leaveOneOut,
  heldOutUsers,
  heldOutFilms,
];

export const splitNames: readonly string[] = splits.map(({ name }) => name);

/** @throws USAGE, listing the names, where there is no such split */
export function splitOf(name: string): Split {
  const found = splits.find((split) => split.name === name);
  if (!found) throw new MovierecError('USAGE', `no split "${name}".`, `There are: ${splitNames.join(', ')}.`);
  return found;
}
