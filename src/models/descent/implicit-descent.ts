import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { Region } from '../../kernels/arena.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { fillNormal } from '../../random.ts';
import { areFinite, diverged } from '../contract/diverged.ts';
import type { Size } from '../contract/define-model.ts';
import { widthFor } from '../contract/factor-model.ts';
import { roundsFor, userRounds } from './user-rounds.ts';

export interface ImplicitDescentOptions {
  readonly factors: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly regularization: number;
  readonly implicitLearningRate: number;
  readonly implicitRegularization: number;
  readonly initialDeviation: number;
}

/** What descent leaves, in the training data's arena. */
export interface ImplicitDescent {
  /** The factors rounded up to a multiple of 4: the rows of `userFactors`, and half an item's row but for its end. */
  readonly length: number;
  readonly userFactors: Float32Array;
  readonly userOffsets: Float32Array;
  /** `rowLength` numbers an item: q, y, bᵢ, 0, 0, 0. */
  readonly rowLength: number;
  readonly itemRows: Float32Array;
}

const rowLengthFor = (factors: number): number => 2 * widthFor(factors) + 4;

/** The bytes that the descent takes. */
export const implicitDescentMemory = ({ users, items, ratings }: Size, factors: number): number =>
  4 * users * (widthFor(factors) + 1) +
  4 * items * (rowLengthFor(factors) + roundsFor(ratings).groups * (rowLengthFor(factors) + 1));

/** Films a task of merging: some tens of microseconds each. */
const filmsAtOnce = 512;

/**
 * Stochastic gradient descent for SVD++ (see the kernel svdpp) on several threads, with the same result on any number of
 * them. A user's steps touch the implicit vectors of all films in the history, so no grid of blocks keeps two users
 * apart. Instead a fixed number of groups of users work at the same time, each on its own copy of the films' rows, and
 * are merged in fixed order several times an epoch.
 *
 * Of q the changes are added up, as if the groups had come one after another. Of y and bᵢ the mean is taken: their steps
 * are so many that each group goes most of the way to what it wants between two merges, and the sum would go that way
 * several times over; on MovieLens 1M it diverges. The error stays within .001 of what one group gets.
 */
export async function implicitDescent(
  ratings: Ratings,
  options: ImplicitDescentOptions,
  region: Region,
  context: Context,
): Promise<ImplicitDescent> {
  const { epochs, learningRate, regularization, implicitLearningRate, implicitRegularization } = options;
  const descent = randomStart(ratings, options, region, context);
  const { length, rowLength, userFactors, userOffsets, itemRows } = descent;
  const { arena, byUser, mean } = ratings;
  const { groups } = roundsFor(ratings.size);
  const films = ratings.items.size;
  const copies = region.float32(groups * films * rowLength);
  const stamps = region.int32(groups * films);
  const rounds = userRounds(byUser.starts);
  for (let step = 0; step < epochs * rounds.length; step++) {
    const round = step + 1; // no stamp says so yet: they start from 0
    const work = rounds[step % rounds.length].map(([from, to], group): Parameters<Kernels['svdpp']> => [
      from,
      to,
      byUser.starts.byteOffset,
      byUser.indexes.byteOffset,
      byUser.values.byteOffset,
      userFactors.byteOffset,
      userOffsets.byteOffset,
      itemRows.byteOffset,
      copies.byteOffset + 4 * group * films * rowLength,
      stamps.byteOffset + 4 * group * films,
      round,
      length,
      mean,
      learningRate,
      regularization,
      implicitLearningRate,
      implicitRegularization,
    ]);
    await parallel(arena, { kernel: 'svdpp', tasks: work, scratch: 8 * length }, context);
    const merging = ranges(films, filmsAtOnce).map(([first, last]): Parameters<Kernels['mergeCopies']> => [
      first,
      last,
      itemRows.byteOffset,
      films,
      rowLength,
      length,
      copies.byteOffset,
      stamps.byteOffset,
      groups,
      round,
    ]);
    await parallel(arena, { kernel: 'mergeCopies', tasks: merging }, context);
    if (round % rounds.length > 0) continue;
    const epoch = round / rounds.length - 1;
    context.progress(epoch + 1, epochs, 'epochs');
    if (!areFinite(userOffsets, itemRows)) throw diverged('svdpp', epoch, 'learningRate', learningRate);
  }
  return descent;
}

function randomStart(
  { users, items }: Ratings,
  { factors, initialDeviation: deviation }: ImplicitDescentOptions,
  region: Region,
  { seed }: Context,
): ImplicitDescent {
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
