import type { Context } from '../../context.ts';
import type { History } from '../../dataset/history.ts';
import type { Rows } from '../../dataset/rows.ts';
import { Arena, type Region } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import { parallel, rangesOfRows } from '../../kernels/parallel.ts';
import { levelIndexes } from './levels.ts';
import type { Samples } from './samples.ts';
import { binsOf, binsOfMany, type TimeBins } from './time-bins.ts';

/** The samples of a fit, what all predictions start from, and the times that it knows. */
export type Posterior = Samples &
  TimeBins & {
    readonly mean: number;
    /** The different ratings, where they are levels; else none. */
    readonly levels: Float32Array;
  };

/** Rounds by which someone's most likely numbers are found, given levels; each leaves a fifth of the way or so. */
const rounds = 6;

/** Multiplications and additions of a task: a few milliseconds. */
const taskFlops = 1e7;

/**
 * The vector of one history (see the kernel bfmUsers): given each sample, the mean of what the person's own vector is
 * drawn from, which is what the mean over very many draws would come to.
 */
export function posteriorVector(posterior: Posterior, { items, ratings, times }: History): Float32Array {
  const arena = Arena.of(posterior.itemVectors)!;
  const region = arena.region();
  try {
    const starts = region.uint32(2);
    starts[1] = items.length;
    const rows = { starts, indexes: region.place(items), values: region.place(ratings) };
    const bins = binsOf(posterior, times, region.int32(items.length));
    const levels = levelsFor(posterior, ratings, region);
    const vectors = region.float32(posterior.width);
    const scratch = region.uint8(scratchBytes(posterior.rank));
    arena.kernels.bfmUsers(...task(posterior, rows, { bins, levels }, vectors, 0, 1), scratch.byteOffset);
    return vectors.slice();
  } finally {
    region.release();
  }
}

/** The vectors of everyone, into the rows of `userVectors`; all in one arena. */
export async function posteriorVectors(
  posterior: Posterior,
  rows: Rows,
  userVectors: Float32Array,
  context: Context,
): Promise<void> {
  const arena = Arena.of(userVectors)!;
  const region = arena.region();
  try {
    const bins = await binsOfMany(posterior, rows.times, region.int32(rows.indexes.length), context);
    const levels = levelsFor(posterior, rows.values, region);
    const flops = posterior.samples * (posterior.rank + 8) ** 2;
    const tasks = rangesOfRows(rows.starts, taskFlops / flops).map(([from, to]) =>
      task(posterior, rows, { bins, levels }, userVectors, from, to),
    );
    await parallel(arena, { kernel: 'bfmUsers', tasks, scratch: scratchBytes(posterior.rank) }, context);
  } finally {
    region.release();
  }
}

/** Where the levels of some ratings are; 0 where ratings are numbers. */
const levelsFor = ({ levels }: Posterior, ratings: Float32Array, region: Region): number =>
  levels.length > 0 ? levelIndexes(levels, ratings, region.int32(ratings.length)).byteOffset : 0;

const task = (
  posterior: Posterior,
  { starts, indexes, values }: Rows,
  { bins, levels }: { bins: Int32Array; levels: number },
  userVectors: Float32Array,
  from: number,
  to: number,
): Call<'bfmUsers'> => [
  from,
  to,
  starts.byteOffset,
  indexes.byteOffset,
  values.byteOffset,
  levels,
  posterior.cutpoints.byteOffset,
  posterior.levels.length + 1,
  posterior.levels.length > 0 ? rounds : 1,
  bins.byteOffset,
  posterior.mean,
  posterior.samples,
  posterior.rank,
  posterior.width,
  posterior.itemVectors.byteOffset,
  posterior.itemOffsets.byteOffset,
  posterior.itemImplicit.byteOffset,
  posterior.itemWeights.byteOffset,
  posterior.binVectors.byteOffset,
  posterior.binWeights.byteOffset,
  posterior.posteriors.byteOffset,
  userVectors.byteOffset,
];

/** A matrix, and 68 rows. */
function scratchBytes(rank: number): number {
  const padded = Math.ceil((rank + 1) / 8) * 8;
  return 4 * padded * (padded + 68);
}
