import type { Context } from '../../context.ts';
import type { Rows } from '../../dataset/rows.ts';
import { expectedLevels } from './expected-levels.ts';

/** How liked films are: the logarithm of 1 + how many people like each, and what its features let expect of that. */
export interface LikingLevels {
  readonly own: Float64Array;
  readonly expected: Float64Array;
}

/** Both, the expectation as learned from the films that somebody has rated. */
export async function likingLevels(
  { rows, liked, counts }: { rows: Rows; liked: Rows; counts: ArrayLike<number> },
  ridge: number,
  context: Context,
): Promise<LikingLevels> {
  const own = new Float64Array(counts.length);
  for (const film of liked.indexes) own[film]++;
  for (const [film, count] of own.entries()) own[film] = Math.log(1 + count);
  const weights = Float64Array.from(counts, (count) => Number(count > 0));
  return { own, expected: await expectedLevels(rows, { targets: own, weights, ridge }, context) };
}
