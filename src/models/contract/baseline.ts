import { historyOf, type History } from '../../dataset/history.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { Rows } from '../../dataset/rows.ts';
import { integer, real } from './parameters.ts';

/** The parameters of every model that starts from the baseline. */
export const baselineParameters = {
  userDamping: real({
    default: 5,
    min: 0,
    max: 100,
    search: [0, 25],
    about: "ratings of prior weight in a person's offset",
  }),
  itemDamping: real({
    default: 5,
    min: 0,
    max: 100,
    search: [0, 25],
    about: "ratings of prior weight in a film's offset",
  }),
  sweeps: integer({ default: 10, min: 1, max: 100, search: false, about: 'times that the offsets are fitted in turn' }),
};

/** μ + bᵤ + bᵢ: the mean and the items' offsets; a user's offset follows from the history. */
export interface Baseline {
  readonly mean: number;
  readonly userDamping: number;
  readonly itemOffsets: Float32Array;
}
export interface BaselineState extends Baseline, Record<string, number | Float32Array> {}

/**
 * Fits users' and items' offsets in turn, each the mean of what the other leaves, damped towards 0 by ratings' worth of
 * prior: the least squares of Koren 2010, "Factor in the Neighbors", §2.1, solved as in Surprise. O(ratings · sweeps).
 */
export function fitBaseline(
  ratings: Ratings,
  { userDamping, itemDamping, sweeps }: { userDamping: number; itemDamping: number; sweeps: number },
): BaselineState {
  const { mean, byUser, byItem } = ratings;
  const itemOffsets = new Float32Array(ratings.items.size);
  const baseline = { mean, userDamping, itemOffsets };
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const userOffsets = userOffsetsOf(byUser, baseline);
    for (let item = 0; item < itemOffsets.length; item++) {
      let sum = 0;
      const [from, to] = [byItem.starts[item], byItem.starts[item + 1]];
      for (let at = from; at < to; at++) sum += byItem.values[at] - mean - userOffsets[byItem.indexes[at]];
      itemOffsets[item] = sum / (to - from + itemDamping || 1);
    }
  }
  return baseline;
}

/** How much higher than the items' averages this person rates. The empty history gives 0. */
export function userOffset({ mean, userDamping, itemOffsets }: Baseline, { items, ratings }: History): number {
  let sum = 0;
  for (let at = 0; at < items.length; at++) sum += ratings[at] - mean - itemOffsets[items[at]];
  return sum / (items.length + userDamping || 1);
}

/** The offset of everyone in the training set. */
export const userOffsetsOf = (byUser: Rows, baseline: Baseline): Float32Array =>
  Float32Array.from({ length: byUser.starts.length - 1 }, (_, user) => userOffset(baseline, historyOf(byUser, user)));

/** The mean of each row, as if it held `damping` more values equal to `mean`. */
export function dampedMeans({ starts, values }: Rows, mean: number, damping: number): Float32Array {
  return Float32Array.from({ length: starts.length - 1 }, (_, row) => {
    let sum = damping * mean;
    for (let at = starts[row]; at < starts[row + 1]; at++) sum += values[at];
    return sum / (starts[row + 1] - starts[row] + damping || 1);
  });
}

/** What the baseline leaves of each rating, in the order of `ratings.byUser`. */
export function residualsOf({ byUser }: Ratings, baseline: Baseline): Float32Array {
  const offsets = userOffsetsOf(byUser, baseline);
  const residuals = new Float32Array(byUser.values.length);
  for (let user = 0; user < offsets.length; user++) {
    for (let at = byUser.starts[user]; at < byUser.starts[user + 1]; at++) {
      residuals[at] = byUser.values[at] - baseline.mean - baseline.itemOffsets[byUser.indexes[at]] - offsets[user];
    }
  }
  return residuals;
}
