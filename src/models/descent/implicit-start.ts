import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { Region } from '../../kernels/arena.ts';
import { fillNormal } from '../../random.ts';
import { widthFor } from '../contract/factor-model.ts';

/** What descent for SVD++ changes, in the training data's arena. */
export interface ImplicitVectors {
  /** The factors rounded up to a multiple of 4: how long p, q and y are, with zeros at the end. */
  readonly length: number;
  /** p and bᵤ. */
  readonly userFactors: Float32Array;
  readonly userOffsets: Float32Array;
  /** `rowLength` numbers an item: q, y, bᵢ, 0, 0, 0. */
  readonly rowLength: number;
  readonly itemRows: Float32Array;
}

/** How many numbers of an item stand together. */
export const rowLengthFor = (factors: number): number => 2 * widthFor(factors) + 4;

/** Random vectors, and offsets of 0: where the descent starts. */
export function implicitStart(
  { users, items }: Ratings,
  { factors, initialDeviation: deviation }: { factors: number; initialDeviation: number },
  region: Region,
  { seed }: Context,
): ImplicitVectors {
  const length = widthFor(factors);
  const rowLength = rowLengthFor(factors);
  const userFactors = region.float32(users.size * length);
  const itemRows = region.float32(items.size * rowLength);
  const fill = (target: Float32Array, from: number, index: number, purpose: string): void =>
    fillNormal(target.subarray(from, from + factors), seed, purpose, { deviation, first: index * factors });
  for (let user = 0; user < users.size; user++) fill(userFactors, user * length, user, 'svdpp.users');
  for (let item = 0; item < items.size; item++) {
    fill(itemRows, item * rowLength, item, 'svdpp.items');
    fill(itemRows, item * rowLength + length, item, 'svdpp.implicit');
  }
  return { length, userFactors, userOffsets: region.float32(users.size), rowLength, itemRows };
}
