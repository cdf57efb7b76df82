import { groupedByUser, randomOrder } from './order.ts';
import { role } from './role.ts';
import type { SplitColumns } from './split.ts';

/**
 * The roles of a round once more, for each length, as if people who are folded in had rated no more than that: so many
 * of their ratings, drawn at random, stay, and the others are hidden. The shorter histories are parts of the longer ones,
 * and what is tested is the same. Who has fewer ratings to fold in than the length is not tested with it.
 *
 * Like a split, it depends on the ratings and the seed and not on the order of the rows. Linear in ratings, a byte a
 * rating and length.
 */
export function cutHistories(
  columns: SplitColumns,
  roles: Uint8Array,
  lengths: readonly number[],
  seed: number,
): Uint8Array[] {
  const { positions, starts } = groupedByUser(columns, randomOrder(columns, seed, 'cut histories'));
  return lengths.map((length) => {
    const cut = roles.slice();
    for (let user = 0; user < columns.users; user++) {
      const own = positions.subarray(starts[user], starts[user + 1]);
      let known = 0;
      for (const at of own) if (roles[at] === role.foldIn && ++known > length) cut[at] = role.hidden;
      if (known >= length) continue;
      for (const at of own) if (roles[at] !== role.train) cut[at] = role.unused;
    }
    return cut;
  });
}
