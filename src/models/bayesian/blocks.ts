import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { Region } from '../../kernels/arena.ts';
import { binsOfMany, type TimeBins } from './time-bins.ts';

/** Features of one kind, whose vectors have a prior of their own. */
export interface Group {
  readonly count: number;
  /** How many of them occur in a rating. */
  readonly used: number;
  /** The rows in which each occurs, from starts[feature] on; without, feature j is row j's own. */
  readonly occurrences?: { readonly starts: Uint32Array; readonly rows: Int32Array };
}

/**
 * Features that always occur together (Rendle 2013, "Scaling Factorization Machines to Relational Data"): each rating
 * points to a row of each block, and the row has its own feature, of value 1, and the implicit ones, of a common value.
 */
export interface Block {
  /** The row of each rating, in the order of the users. */
  readonly rowOf: Int32Array;
  readonly rowCount: number;
  /** How many ratings each row has. */
  readonly counts: Uint32Array;
  /** What each implicit feature of a row is multiplied by: n^-½. */
  readonly values: Float32Array;
  readonly groups: readonly Group[];
}

/** Which features there are beside users, films and times. */
export interface Implicit {
  /** The films that a user has rated. */
  readonly userFilms: boolean;
  /** The users who have rated a film. */
  readonly filmUsers: boolean;
}

/** The blocks of users, of films and of time bins; the bins' row 0 is that of ratings without a time. */
export async function blocksOf(
  ratings: Ratings,
  bins: TimeBins,
  implicit: Implicit,
  region: Region,
  context: Context,
): Promise<Block[]> {
  const { byUser, byItem, users } = ratings;
  const userOf = region.int32(ratings.size);
  for (let user = 0; user < users.size; user++) userOf.fill(user, byUser.starts[user], byUser.starts[user + 1]);
  const binOf = await binsOfMany(bins, byUser.times, region.int32(ratings.size), context);
  const binCounts = new Uint32Array(bins.periods.length + 1);
  for (const bin of binOf) binCounts[bin]++;
  binCounts[0] = 0; // ratings without a time have no feature to learn
  const films = { starts: byItem.starts, rows: byItem.indexes };
  const people = { starts: byUser.starts, rows: byUser.indexes };
  return [
    block(userOf, differences(byUser.starts), implicit.userFilms ? films : undefined),
    block(byUser.indexes, differences(byItem.starts), implicit.filmUsers ? people : undefined),
    block(binOf, binCounts),
  ];
}

function block(rowOf: Int32Array, counts: Uint32Array, occurrences?: Group['occurrences']): Block {
  const usedOf = (numbers: Uint32Array): number => numbers.reduce((sum, count) => sum + Number(count > 0), 0);
  const own = { count: counts.length, used: usedOf(counts) };
  const implicit = occurrences && {
    count: occurrences.starts.length - 1,
    used: usedOf(differences(occurrences.starts)),
    occurrences,
  };
  const values = Float32Array.from(counts, (count) => 1 / Math.sqrt(count || 1));
  return { rowOf, rowCount: counts.length, counts, values, groups: implicit ? [own, implicit] : [own] };
}

const differences = (starts: Uint32Array): Uint32Array =>
  Uint32Array.from({ length: starts.length - 1 }, (_, row) => starts[row + 1] - starts[row]);
