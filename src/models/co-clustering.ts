import type { History } from '../dataset/history.ts';
import { Arena } from '../kernels/arena.ts';
import { meanLevels, paperLevels, type BlockSums } from './clustering/block-levels.ts';
import { coClusters, type CoClusters } from './clustering/co-clusters.ts';
import { baselineParameters, dampedMeans, fitBaseline, userOffset, userOffsetsOf } from './contract/baseline.ts';
import { defineModel } from './contract/define-model.ts';
import { choice, integer, real } from './contract/parameters.ts';

const clusters = { default: 3, min: 1, max: 100, scale: 'log', search: [2, 12] } as const;

export const coClustering = defineModel({
  name: 'co-clustering',
  summary:
    'Sorts people and films into a few groups, and predicts by how each group of people takes each group of films.',
  choose: 'For the smallest personal model there is, with a few groups to look at; svd and others are more accurate.',
  reference: 'George, Merugu 2005, A Scalable Collaborative Filtering Framework Based on Co-Clustering',
  feedback: 'explicit',
  parameters: {
    userClusters: integer({ ...clusters, about: 'groups of people' }),
    itemClusters: integer({ ...clusters, about: 'groups of films' }),
    form: choice({
      default: 'offsets',
      among: ['offsets', 'means'],
      search: false,
      about: "groups of what people's and films' offsets leave; or of ratings about plain means, as in the paper",
    }),
    epochs: integer({
      default: 20,
      min: 1,
      max: 500,
      search: false,
      about: 'times that all people and films move to the group that fits best, at most',
    }),
    restarts: integer({
      default: 1,
      min: 1,
      max: 100,
      search: false,
      about: 'random starts, of which the one with the lowest error is kept',
    }),
    shrinkage: real({
      default: 40,
      min: 0,
      max: 1000,
      search: [0, 100],
      about: 'with n ratings, a person or a film takes n / (n + this) of what its group adds; the paper has 0',
    }),
    ...baselineParameters,
    sweeps: { ...baselineParameters.sweeps, onlyWith: { form: 'offsets' } },
  },

  memory({ users, items, ratings }, { userClusters, itemClusters }) {
    return 8 * ratings + users * (8 + 24 * itemClusters) + items * (8 + 24 * userClusters);
  },

  async fit(ratings, options, context) {
    const { form, restarts, userDamping, itemDamping, shrinkage } = options;
    const { mean, byUser, byItem } = ratings;
    const itemOffsets =
      form === 'offsets'
        ? fitBaseline(ratings, options).itemOffsets
        : dampedMeans(byItem, mean, itemDamping).map((own) => own - mean);
    const levelsOf = form === 'offsets' ? meanLevels : (sums: BlockSums) => paperLevels(sums, options, mean);
    const state = { means: Number(form === 'means'), mean, userDamping, itemOffsets };
    const offsets = { users: userOffsetsOf(byUser, levelOf(state)), items: itemOffsets };
    let best: CoClusters | undefined;
    for (let restart = 0; restart < restarts; restart++) {
      const region = ratings.arena.region();
      try {
        const found = await coClusters(ratings, offsets, { ...options, restart, levelsOf }, region, context);
        if (!best || found.error < best.error) best = found;
      } finally {
        region.release();
      }
    }
    const { itemClusters } = options;
    const { starts } = byItem;
    const trust = itemOffsets.map((_, item) => trustIn(starts[item + 1] - starts[item], shrinkage));
    return { ...state, itemClusters, shrinkage, trust, itemCluster: best!.itemCluster, levels: best!.levels };
  },

  /** The offset of the ratings, and what each group of films is to the group that they fit best. */
  foldIn(state, history) {
    const offset = userOffset(levelOf(state), history);
    return { offset, ...nearest(state, history, offset) };
  },

  score({ mean, itemOffsets, itemCluster, trust }, { offset, own }, scores) {
    const level = mean + offset;
    for (let item = 0; item < scores.length; item++)
      scores[item] = level + itemOffsets[item] + trust[item] * own[itemCluster[item]];
  },

  scoreItems({ mean, itemOffsets, itemCluster, trust }, { offset, own }, items, scores) {
    const level = mean + offset;
    for (const [at, item] of items.entries())
      scores[at] = level + itemOffsets[item] + trust[item] * own[itemCluster[item]];
  },

  explain({ mean, itemOffsets, itemCluster, trust }, { offset, cluster, own }, item) {
    const films = itemCluster[item];
    const feature = `of group ${films + 1}, as people of group ${cluster + 1} do`;
    return [
      { because: 'average', amount: mean },
      { because: 'item', amount: itemOffsets[item] },
      { because: 'user', amount: offset },
      ...(cluster < 0 ? [] : [{ because: 'feature', feature, amount: trust[item] * own[films] } as const]),
    ];
  },
});

interface Fitted {
  /** Whether people's offsets are those of plain means: of ratings about the mean, whatever the films. */
  readonly means: number;
  readonly mean: number;
  readonly userDamping: number;
  readonly itemOffsets: Float32Array;
}
interface Clustered extends Fitted {
  readonly itemClusters: number;
  readonly shrinkage: number;
  readonly itemCluster: Int32Array;
  readonly levels: Float64Array;
}

const trustIn = (count: number, shrinkage: number): number => count / (count + shrinkage || 1);

/** What people's ratings are compared with for their offsets. */
const levelOf = ({ means, itemOffsets, ...rest }: Fitted): Fitted => ({
  ...rest,
  means,
  itemOffsets: means ? new Float32Array(itemOffsets.length) : itemOffsets,
});

/** The group that a history fits best, ties to the lowest; someone without ratings is in none. */
function nearest(
  { mean, itemOffsets, itemClusters, itemCluster, levels, shrinkage }: Clustered,
  { items, ratings }: History,
  offset: number,
): { cluster: number; own: Float64Array } {
  if (items.length === 0) return { cluster: -1, own: new Float64Array(itemClusters) };
  const arena = Arena.of(levels)!;
  const region = arena.region();
  try {
    const left = region.float32(items.length);
    for (let at = 0; at < items.length; at++) left[at] = ratings[at] - (mean + offset) - itemOffsets[items[at]];
    const starts = region.uint32(2);
    starts[1] = items.length;
    const indexes = region.int32(items.length);
    indexes.set(items);
    const chosen = region.int32(1);
    arena.kernels.nearestClusters(
      0,
      1,
      starts.byteOffset,
      indexes.byteOffset,
      left.byteOffset,
      left.byteOffset,
      itemCluster.byteOffset,
      levels.length / itemClusters,
      itemClusters,
      levels.byteOffset,
      chosen.byteOffset,
      region.float64(3 * itemClusters).byteOffset,
    );
    const [cluster] = chosen;
    const trust = trustIn(items.length, shrinkage);
    const own = levels.slice(cluster * itemClusters, (cluster + 1) * itemClusters).map((level) => trust * level);
    return { cluster, own };
  } finally {
    region.release();
  }
}
