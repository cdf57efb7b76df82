import type { Negatives } from '../../dataset/negatives.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { role } from '../../dataset/splits/role.ts';
import type { Candidates } from '../candidates.ts';

/** The films that are ranked for each person: the negatives given and the film that is tested, each once. */
export function rankedWithNegatives({ starts, indexes }: Negatives, ratings: Ratings, roles: Uint8Array): Candidates {
  const { byUser: tested } = ratings.filter((at) => roles[at] === role.test);
  const slice = (rows: Pick<Negatives, 'starts' | 'indexes'>, user: number): Int32Array =>
    rows.indexes.subarray(rows.starts[user], rows.starts[user + 1]);
  return {
    of: (user) => {
      const films = new Set([...slice({ starts, indexes }, user), ...slice(tested, user)]);
      return Int32Array.from(films).sort();
    },
  };
}

/** What to know of lists that hold the film they were made for; nothing where there are none. */
export function remarkOnNegatives(lists: number, people: number): string[] {
  if (lists === 0) return [];
  const [count, all] = [lists, people].map((value) => value.toLocaleString('en-US'));
  const verb = lists === 1 ? 'holds' : 'hold';
  return [
    `${count} of the ${all} given lists of negatives ${verb} the tested film itself. It is ranked once, as the film that ` +
      `is to be found, so that such a list has one film fewer to beat; He et al. count the same way.`,
  ];
}
