import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { Rows } from '../../dataset/rows.ts';
import { fitBaseline, userOffsetsOf } from '../contract/baseline.ts';
import { expectedLevels } from './expected-levels.ts';

/**
 * How much better than the mean each film is rated: its offset in the baseline, damped not towards 0 but towards what its
 * features let expect, so that a film which nobody has rated has a sensible one.
 */
export async function ratingLevels(
  ratings: Ratings,
  rows: Rows,
  options: { userDamping: number; itemDamping: number; sweeps: number; levelRidge: number },
  context: Context,
): Promise<Float32Array> {
  const { mean, byUser, byItem } = ratings;
  const { itemDamping, levelRidge: ridge } = options;
  const people = userOffsetsOf(byUser, fitBaseline(ratings, options));
  const counts = Float64Array.from({ length: ratings.items.size }, (_, i) => byItem.starts[i + 1] - byItem.starts[i]);
  const targets = counts.map((count, item) => {
    let sum = 0;
    for (let at = byItem.starts[item]; at < byItem.starts[item + 1]; at++) {
      sum += byItem.values[at] - mean - people[byItem.indexes[at]];
    }
    return sum / (count || 1);
  });
  const weights = counts.map((count) => count / (count + itemDamping || 1));
  const expected = await expectedLevels(rows, { targets, weights, ridge }, context);
  return Float32Array.from(targets, (own, item) => weights[item] * own + (1 - weights[item]) * expected[item]);
}
