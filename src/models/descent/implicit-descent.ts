import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { Region } from '../../kernels/arena.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { areFinite, diverged } from '../contract/diverged.ts';
import type { Size } from '../contract/define-model.ts';
import { widthFor } from '../contract/factor-model.ts';
import { implicitStart, rowLengthFor, type ImplicitVectors } from './implicit-start.ts';
import { groupsFor, userRounds } from './user-rounds.ts';

export interface ImplicitDescentOptions {
  readonly factors: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly regularization: number;
  readonly implicitLearningRate: number;
  readonly implicitRegularization: number;
  readonly initialDeviation: number;
}

/** The bytes that the descent takes. */
export const implicitDescentMemory = ({ users, items, ratings }: Size, factors: number): number =>
  4 * users * (widthFor(factors) + 1) +
  4 * items * (rowLengthFor(factors) + groupsFor(ratings) * (rowLengthFor(factors) + 1));

/** Films a task of merging: some tens of microseconds each. */
const filmsAtOnce = 512;

/**
 * Stochastic gradient descent for SVD++ (see the kernel svdpp) on several threads, with the same result on any number of
 * them. A user's steps touch the implicit vectors of all films in the history, so no grid of blocks keeps two users
 * apart. Instead a fixed number of groups of users work at the same time, each on its own copy of the films' rows, and
 * are merged in fixed order several times an epoch.
 *
 * Of q the changes are added up, as if the groups had come one after another. Of y and bᵢ the mean is taken: every user
 * moves the y of all films in the history, so that between two merges each group goes most of the way to where it wants
 * them, and the sum would go that way several times over; on a million ratings it diverges. Where steps are small, the
 * mean lags behind one group in the first epochs; once learned, the error is within .001 of what one group gets.
 */
export async function implicitDescent(
  ratings: Ratings,
  options: ImplicitDescentOptions,
  region: Region,
  context: Context,
): Promise<ImplicitVectors> {
  const { epochs, learningRate } = options;
  const vectors = implicitStart(ratings, options, region, context);
  const count = groupsFor(ratings.size);
  const alone = count === 1; // then it works on the films' rows themselves
  const groups = {
    count,
    copies: region.float32(alone ? 0 : count * vectors.itemRows.length),
    stamps: region.int32(alone ? 0 : count * ratings.items.size),
  };
  const rounds = userRounds(ratings.byUser.starts);
  let round = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const shares of rounds) {
      round++; // so that no stamp says it yet
      await descend(ratings, vectors, groups, { shares, round }, options, context);
      if (!alone) await merge(ratings, vectors, groups, round, context);
    }
    context.progress(epoch + 1, epochs, 'epochs');
    if (!areFinite(vectors.userOffsets, vectors.itemRows)) throw diverged('svdpp', epoch, 'learningRate', learningRate);
  }
  return vectors;
}

/** The copies of all films' rows and their stamps, one group after another; empty where there is one group only. */
interface Groups {
  readonly count: number;
  readonly copies: Float32Array;
  readonly stamps: Int32Array;
}

/** Each group goes through the ratings of its users. */
function descend(
  { arena, byUser, items, mean }: Ratings,
  { length, userFactors, userOffsets, itemRows }: ImplicitVectors,
  { count, copies, stamps }: Groups,
  { shares, round }: { shares: readonly [number, number][]; round: number },
  { learningRate, regularization, implicitLearningRate, implicitRegularization }: ImplicitDescentOptions,
  context: Context,
): Promise<void> {
  const tasks = shares.map(([from, to], group): Parameters<Kernels['svdpp']> => [
    from,
    to,
    byUser.starts.byteOffset,
    byUser.indexes.byteOffset,
    byUser.values.byteOffset,
    userFactors.byteOffset,
    userOffsets.byteOffset,
    itemRows.byteOffset,
    copies.byteOffset + group * itemRows.byteLength,
    count === 1 ? 0 : stamps.byteOffset + 4 * group * items.size,
    round,
    length,
    mean,
    learningRate,
    regularization,
    implicitLearningRate,
    implicitRegularization,
  ]);
  return parallel(arena, { kernel: 'svdpp', tasks, scratch: 8 * length }, context);
}

/** What the groups made of the films comes together. */
function merge(
  { arena, items }: Ratings,
  { length, rowLength, itemRows }: ImplicitVectors,
  { count, copies, stamps }: Groups,
  round: number,
  context: Context,
): Promise<void> {
  const tasks = ranges(items.size, filmsAtOnce).map(([first, last]): Parameters<Kernels['mergeCopies']> => [
    first,
    last,
    itemRows.byteOffset,
    items.size,
    rowLength,
    length,
    copies.byteOffset,
    stamps.byteOffset,
    count,
    round,
  ]);
  return parallel(arena, { kernel: 'mergeCopies', tasks }, context);
}
