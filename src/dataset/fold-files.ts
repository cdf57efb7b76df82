import { tmpdir } from 'node:os';
import { Database } from '../artifacts/database.ts';
import type { Context } from '../context.ts';
import { FoldFaults } from './fold-faults.ts';
import { foldPairs } from './fold-pairs.ts';
import { foldRows, type FoldRow } from './fold-rows.ts';
import { pairIndex } from './pair-index.ts';
import type { Ratings } from './ratings.ts';
import { role } from './splits/role.ts';

/** Ratings divided by others: a role for each, `train`, `test` or, where it stands in neither file, `unused`. */
export interface Fold {
  readonly name: string;
  readonly roles: Uint8Array;
}

/** How far a rating may be from the data set's, as a part of that, and still be the same in 32 bits. */
const tolerance = 1e-6;

/**
 * Reads folds that others have made, such as u1.base and u1.test of MovieLens 100K, in order of name. `paths` are the
 * files, or folders that they lie in; users and films stand in them by their raw ids. A binary search for each row, and
 * a byte for each rating and fold.
 * @throws MISSING_FILE, EMPTY_FILE; LEAK where a rating stands in both halves; BAD_FILE where a file's name does not
 *   say which half it is, and where rows cannot be read, are no ratings of this data set, or stand there twice
 */
export async function readFoldFiles(paths: readonly string[], ratings: Ratings, context: Context): Promise<Fold[]> {
  const pairs = await foldPairs(paths);
  const { users, items, columns } = ratings;
  const positionOf = pairIndex({ ...columns, users: users.size, items: items.size });

  return Database.use(tmpdir(), context, async (database) => {
    const folds: Fold[] = [];
    for (const { name, base, test } of pairs) {
      context.log(`Reading ${base.name} and ${test.name}`);
      const roles = new Uint8Array(ratings.size).fill(role.unused);
      for (const [file, other, given] of [[base, test, role.train] as const, [test, base, role.test] as const]) {
        const faults = new FoldFaults(file.name, other.name);
        for await (const rows of foldRows(file, database)) for (const row of rows) give(row, given, roles, faults);
        faults.throwIfAny();
      }
      folds.push({ name, roles });
    }
    return folds;
  });

  function give(row: FoldRow, given: number, roles: Uint8Array, faults: FoldFaults): void {
    const user = users.indexOf(row.user);
    const item = items.indexOf(row.movie);
    if (user < 0) return faults.add('unknown', row, `there is no user "${row.user}"`);
    if (item < 0) return faults.add('unknown', row, `there is no film "${row.movie}"`);
    const position = positionOf(user, item);
    if (position < 0) return faults.add('unknown', row, `user "${row.user}" has not rated film "${row.movie}"`);
    const value = columns.value[position];
    if (row.value !== undefined && !(Math.abs(row.value - value) <= tolerance * Math.max(1, Math.abs(value)))) {
      return faults.add('different', row, `user "${row.user}" rated film "${row.movie}" ${value}, not ${row.value}`);
    }
    if (roles[position] === given) return faults.add('twice', row);
    if (roles[position] !== role.unused) return faults.add('leak', row);
    roles[position] = given;
  }
}
