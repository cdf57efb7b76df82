import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { Rows } from '../../dataset/rows.ts';
import type { Region } from '../../kernels/arena.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { parallel, rangesOfRows } from '../../kernels/parallel.ts';
import { uniform } from '../../random.ts';
import type { BlockSums, Groups } from './block-levels.ts';

/** Films' groups, what each block adds to the offsets, and Σ (r − r̂)² over the training ratings. */
export interface CoClusters {
  readonly itemCluster: Int32Array;
  readonly levels: Float64Array;
  readonly error: number;
}

interface Options extends Groups {
  readonly epochs: number;
  readonly restart: number;
  readonly levelsOf: (sums: BlockSums) => Float64Array;
}

/** How much higher than the mean people's and films' ratings are. */
export interface Offsets {
  readonly users: Float32Array;
  readonly items: Float32Array;
}

/** Ratings of a task: a few milliseconds. */
const taskRatings = 300_000;
/** What the kernel sums up of a row's entries in each group of columns: their number, what is left, ratings. */
const recordLength = 3;

/**
 * Groups of people and of films (George, Merugu 2005): from random ones on, everyone moves in turn to the group that
 * fits best, then every film does, then blocks' levels are taken anew. It ends early once nobody moves any more, since
 * nothing would change from there on. O(epochs · ratings).
 */
export async function coClusters(
  ratings: Ratings,
  offsets: Offsets,
  { userClusters, itemClusters, epochs, restart, levelsOf }: Options,
  region: Region,
  context: Context,
): Promise<CoClusters> {
  const { byUser, byItem, mean, arena } = ratings;
  const groups = { userClusters, itemClusters };
  const users = sideOf(byUser, { mean, own: offsets.users, others: offsets.items }, itemClusters, region);
  const items = sideOf(byItem, { mean, own: offsets.items, others: offsets.users }, userClusters, region);
  draw(users.clusters, userClusters, uniform(context.seed, `co-clustering.users.${restart}`));
  draw(items.clusters, itemClusters, uniform(context.seed, `co-clustering.items.${restart}`));
  const rows = region.float64(userClusters * itemClusters);
  const columns = region.float64(userClusters * itemClusters);
  const move = (side: Side, other: Side, count: number, among: number, levels: Float64Array): Promise<void> => {
    const tasks = rangesOfRows(side.rows.starts, taskRatings).map(([from, to]) =>
      task(side, other.clusters, [from, to], [count, among], levels),
    );
    return parallel(arena, { kernel: 'nearestClusters', tasks }, context);
  };

  // The kernel chooses as it sums up, so for the sums of the random start the films' choice is put right afterwards.
  const start = items.clusters.slice();
  await move(items, users, 1, userClusters, columns);
  items.clusters.set(start);
  let levels = levelsOf(blockSums(items, groups));
  for (let epoch = 0; epoch < epochs; epoch++) {
    const before = [users.clusters.slice(), items.clusters.slice()];
    rows.set(levels);
    columns.set(transposed(levels, groups));
    await move(users, items, userClusters, itemClusters, rows);
    await move(items, users, itemClusters, userClusters, columns);
    levels = levelsOf(blockSums(items, groups));
    context.progress(epoch + 1, epochs, 'epochs');
    if (areEqual(before[0], users.clusters) && areEqual(before[1], items.clusters)) break;
  }
  return { itemCluster: items.clusters.slice(), levels, error: errorOf(items, blockSums(items, groups), levels) };
}

/** People or films. */
interface Side {
  readonly rows: Rows;
  /** What mean and offsets leave of each rating. */
  readonly left: Float32Array;
  readonly clusters: Int32Array;
  /** Records of each row's entries by the other side's groups. */
  readonly sums: Float64Array;
}

function sideOf(
  rows: Rows,
  { mean, own, others }: { mean: number; own: Float32Array; others: Float32Array },
  among: number,
  region: Region,
): Side {
  const left = region.float32(rows.values.length);
  for (let row = 0; row < own.length; row++) {
    const level = mean + own[row];
    for (let at = rows.starts[row]; at < rows.starts[row + 1]; at++) {
      left[at] = rows.values[at] - level - others[rows.indexes[at]];
    }
  }
  const sums = region.float64(own.length * among * recordLength);
  return { rows, left, clusters: region.int32(own.length), sums };
}

function draw(clusters: Int32Array, count: number, random: (index: number) => number): void {
  for (let row = 0; row < clusters.length; row++) clusters[row] = Math.floor(random(row) * count);
}

const task = (
  { rows, left, clusters: chosen, sums }: Side,
  columnClusters: Int32Array,
  [from, to]: [number, number],
  [count, among]: [number, number],
  levels: Float64Array,
): Parameters<Kernels['nearestClusters']> => [
  from,
  to,
  rows.starts.byteOffset,
  rows.indexes.byteOffset,
  left.byteOffset,
  rows.values.byteOffset,
  columnClusters.byteOffset,
  count,
  among,
  levels.byteOffset,
  chosen.byteOffset,
  sums.byteOffset,
];

/** Ratings by block, from the films' records. */
function blockSums({ clusters, sums }: Side, { userClusters, itemClusters }: Groups): BlockSums {
  const zeros = (): Float64Array => new Float64Array(userClusters * itemClusters);
  const [counts, left, ratings] = [zeros(), zeros(), zeros()];
  for (let item = 0; item < clusters.length; item++) {
    for (let cluster = 0; cluster < userClusters; cluster++) {
      const record = (item * userClusters + cluster) * recordLength;
      const block = cluster * itemClusters + clusters[item];
      counts[block] += sums[record];
      left[block] += sums[record + 1];
      ratings[block] += sums[record + 2];
    }
  }
  return { counts, left, ratings };
}

const transposed = (levels: Float64Array, { userClusters, itemClusters }: Groups): Float64Array =>
  levels.map((_, at) => levels[(at % userClusters) * itemClusters + Math.floor(at / userClusters)]);

/** Σ (x − t)² of all ratings, x being what offsets leave of them and t their block's level. */
const errorOf = ({ left }: Side, sums: BlockSums, levels: Float64Array): number =>
  levels.reduce(
    (error, level, block) => error + level * (sums.counts[block] * level - 2 * sums.left[block]),
    left.reduce((squares, value) => squares + value * value, 0),
  );

const areEqual = (a: Int32Array, b: Int32Array): boolean => a.every((value, at) => value === b[at]);
