import type { Context } from '../../context.ts';
import type { History } from '../../dataset/history.ts';
import type { Rows } from '../../dataset/rows.ts';
import { Arena } from '../../kernels/arena.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { parallel, rangesOfRows } from '../../kernels/parallel.ts';
import { bprSteps } from '../../kernels/reference/bpr-users.ts';
import { warpSteps } from '../../kernels/reference/warp-users.ts';
import type { Contribution } from '../contract/define-model.ts';
import type { ItemVectors } from '../contract/factor-model.ts';
import { rankWeights } from './pairwise-descent.ts';

/**
 * The items of a model learned by comparing pairs, and how a user's vector is found for them: by the same descent as in
 * training, from 0 and with the items as they are. Column `factors` of `itemVectors` is 1, the next the item's offset.
 */
export type PairwiseItems = ItemVectors & {
  /** A rating from here on says that the film was liked. */
  readonly from: number;
  readonly passes: number;
  readonly rate: number;
  readonly regularization: number;
  readonly key: number;
  /** The films that anyone liked, ascending: what a liked film is compared with, and all that the model knows. */
  readonly films: Int32Array;
  /** How many films WARP draws at most; absent of BPR. */
  readonly tries?: number;
};

/** Steps of a task: a few milliseconds. */
const taskSteps = 100_000;

/** The liked films of a history that the model knows. */
export const likedOf = ({ from }: PairwiseItems, known: ReadonlySet<number>, { items, ratings }: History): Int32Array =>
  items.filter((item, at) => ratings[at] >= from && known.has(item));

/** The vector of who likes these films: (p, 0, 1, 0 …). O(films · passes · width). */
export function pairwiseVector(items: PairwiseItems, liked: Int32Array): Float32Array {
  const arena = Arena.of(items.itemVectors)!;
  const region = arena.region();
  try {
    const rows = { starts: region.place(Uint32Array.of(0, liked.length)), indexes: region.place(liked) };
    const vector = region.float32(items.width);
    const given = task(items, rows, vector, 0, 1);
    if (items.tries === undefined) arena.kernels.bprUsers(...given);
    else arena.kernels.warpUsers(...given, region.place(weightsOf(items)).byteOffset, items.tries);
    return vector.slice();
  } finally {
    region.release();
  }
}

/** The same for everyone, to the bit, into the rows of `userVectors`; all arrays are in one arena. */
export async function pairwiseVectors(
  items: PairwiseItems,
  liked: Pick<Rows, 'starts' | 'indexes'>,
  userVectors: Float32Array,
  context: Context,
): Promise<void> {
  const { passes, tries } = items;
  const arena = Arena.of(items.itemVectors)!;
  const region = arena.region();
  try {
    const tasks = rangesOfRows(liked.starts, taskSteps / (passes * (tries ?? 1))).map(([from, to]) =>
      task(items, liked, userVectors, from, to),
    );
    if (tries === undefined) {
      await parallel(arena, { kernel: 'bprUsers', tasks }, context);
    } else {
      const weights = region.place(weightsOf(items)).byteOffset;
      await parallel(
        arena,
        { kernel: 'warpUsers', tasks: tasks.map((one) => [...one, weights, tries] as const) },
        context,
      );
    }
  } finally {
    region.release();
  }
}

const weightsOf = ({ films, tries = 1 }: PairwiseItems): Float32Array => rankWeights(films.length, tries);

const task = (
  { films, itemVectors, factors, width, passes, rate, regularization, key }: PairwiseItems,
  { starts, indexes }: Pick<Rows, 'starts' | 'indexes'>,
  userVectors: Float32Array,
  from: number,
  to: number,
): Parameters<Kernels['bprUsers']> => [
  from,
  to,
  starts.byteOffset,
  indexes.byteOffset,
  films.byteOffset,
  films.length,
  userVectors.byteOffset,
  itemVectors.byteOffset,
  width,
  factors + 1,
  passes,
  rate,
  regularization,
  key,
];

/**
 * A vector is the sum of the steps that it came from, and each step is due to a liked film: their shares of the score
 * are its reasons. O(films · passes · width).
 */
export function explainPairwise(
  items: PairwiseItems,
  liked: Int32Array,
  vector: Float32Array,
  item: number,
): Contribution[] {
  const { factors, width, itemVectors, films } = items;
  const product = (a: Float32Array, other: number): number => {
    let sum = 0;
    for (let f = 0; f < factors; f++) sum += a[f] * itemVectors[other * width + f];
    return sum;
  };
  const target = itemVectors.subarray(item * width, (item + 1) * width);
  const amounts = new Float64Array(liked.length);
  let kept = 1; // of a step before the first; each step is recorded as what it would have been then
  const user = { ...items, liked, others: films, constant: factors + 1 };
  const steps = items.tries === undefined ? bprSteps(user) : warpSteps({ ...user, weights: weightsOf(items) });
  for (const { at, other, size, keep } of steps) {
    kept *= keep;
    if (Math.abs(kept) < 1e-100) {
      // Before it underflows, or where a step keeps nothing at all, they are taken to this step.
      for (let before = 0; before < amounts.length; before++) amounts[before] *= kept;
      kept = 1;
    }
    amounts[at] += (size * (product(target, liked[at]) - product(target, other))) / kept;
  }
  const reasons = Array.from(liked, (other, at): Contribution => {
    return { because: 'rated', item: other, amount: kept * amounts[at] };
  });
  const explained = reasons.reduce((sum, { amount }) => sum + amount, 0);
  return [
    { because: 'item', amount: target[factors + 1] },
    ...reasons,
    { because: 'rest', amount: product(vector, item) - explained }, // 0 but for rounding, unless it was learned
  ];
}
