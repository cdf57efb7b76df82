import type { SparseRows } from '../similarities.ts';
import { weightedMean, type Averaging } from './weighted-mean.ts';

/** What the kernel of this name computes for one item, in float64; `order` is of people, `similarities` by person. */
export function averageNeighbors(
  order: readonly number[],
  similarities: ArrayLike<number>,
  { starts, indexes, values }: SparseRows,
  item: number,
  averaging: Averaging,
): number {
  const nearest = order.flatMap((person) => {
    const place = indexes.subarray(starts[person], starts[person + 1]).indexOf(item);
    return place < 0 ? [] : [{ weight: similarities[person], value: values[starts[person] + place] }];
  });
  return weightedMean(nearest, averaging);
}
