import type { Context } from '../../context.ts';
import type { Dataset } from '../../dataset/load-dataset.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { cutHistories } from '../../dataset/splits/cut-histories.ts';
import { splits } from '../../dataset/splits/registry.ts';
import { role } from '../../dataset/splits/role.ts';
import { MovierecError } from '../../errors.ts';
import { segmenting, type Segmenting } from './segmented.ts';

/** The rounds once more with histories cut to a length. */
export interface Cut {
  /** How many ratings stay in each history. */
  readonly ratings: number;
  /** The roles of each round. */
  readonly rounds: readonly Uint8Array[];
  /** Who has so many ratings, and so is tested: indexes, ascending. */
  readonly people: Uint32Array;
  readonly groups: Segmenting;
}

/**
 * The rounds of a split with histories cut to each length, the shortest first.
 * @throws OPTION_RANGE where nobody has so many ratings
 */
export function cutsOf(
  lengths: readonly number[],
  dataset: Dataset,
  rounds: readonly Uint8Array[],
  context: Context,
): Cut[] {
  const { ratings } = dataset;
  const { user, item } = ratings.columns;
  const columns = { user, item, users: ratings.users.size, items: ratings.items.size };
  const sorted = chosenLengths(lengths);
  // Each round draws for itself, so that who is tested in several is not tested with the same few ratings again.
  const cut = rounds.map((roles, round) => cutHistories(columns, roles, sorted, context.seed + round));
  return sorted.map((length, at) => {
    const roles = cut.map((one) => one[at]);
    const people = testedIn(ratings, roles);
    if (people.length === 0) throw tooLong(length, ratings, rounds);
    return { ratings: length, rounds: roles, people, groups: segmenting(dataset, roles) };
  });
}

/** @throws OPTION_RANGE */
function chosenLengths(lengths: readonly number[]): number[] {
  const hint = 'Give whole numbers from 0: --histories 0 1 3 5 20';
  if (lengths.length === 0) throw new MovierecError('OPTION_RANGE', 'no length of histories is given.', hint);
  const wrong = lengths.find((length) => !Number.isSafeInteger(length) || length < 0);
  if (wrong !== undefined) throw new MovierecError('OPTION_RANGE', `the length of histories is ${wrong}.`, hint);
  return [...new Set(lengths)].sort((a, b) => a - b);
}

/** @throws USAGE where the split has no histories to cut, as nobody is folded in */
export function requireFoldIn(split: string): void {
  if (splits.find(({ name }) => name === split)?.foldsIn) return;
  const names = splits.filter(({ foldsIn }) => foldsIn).map(({ name }) => name);
  throw new MovierecError(
    'USAGE',
    `histories are cut of people whom models were not fitted on, and ${split} leaves no such people.`,
    `Choose: --protocol ${names.join(' or ')}`,
  );
}

function testedIn({ users, columns: { user } }: Ratings, rounds: readonly Uint8Array[]): Uint32Array {
  const isTested = new Uint8Array(users.size);
  for (const roles of rounds) {
    for (let at = 0; at < roles.length; at++) if (roles[at] === role.test) isTested[user[at]] = 1;
  }
  return Uint32Array.from(isTested.keys()).filter((one) => isTested[one] === 1);
}

function tooLong(length: number, { users, columns: { user } }: Ratings, rounds: readonly Uint8Array[]): MovierecError {
  let longest = 0;
  for (const roles of rounds) {
    const counts = new Uint32Array(users.size);
    for (let at = 0; at < roles.length; at++) {
      if (roles[at] === role.foldIn) longest = Math.max(longest, ++counts[user[at]]);
    }
  }
  return new MovierecError(
    'OPTION_RANGE',
    `none of the held-out people has ${length} ratings to fold in; the longest history has ${longest}.`,
    `Give --histories up to ${longest}.`,
  );
}
