import type { Context } from '../../context.ts';
import type { History } from '../../dataset/history.ts';
import { Arena } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import { parallel, rangesOfRows } from '../../kernels/parallel.ts';
import { logisticRow } from '../../kernels/reference/logistic-rows.ts';
import type { Contribution } from '../contract/define-model.ts';
import type { ItemVectors } from '../contract/factor-model.ts';

/** What each row likes, and what each of its entries weighs; absent weights are 1. */
export interface Likes {
  readonly starts: Uint32Array;
  readonly indexes: Int32Array;
  readonly weights?: Float32Array;
}

/** Vectors to be learned, and what they are learned from; all arrays live in one arena. */
export interface LogisticSide {
  readonly likes: Likes;
  readonly solutions: Float32Array;
  /** What the squares of gradients come to; `firstSquare` before the first. */
  readonly sums: Float32Array;
  /** Which number of a solution is always 1. */
  readonly constant: number;
  /** The vectors of what is liked. */
  readonly vectors: Float32Array;
  /** What is drawn from as not liked: how often for each entry, and how often for each row besides. */
  readonly others: Int32Array;
  readonly ofEntry: number;
  readonly ofRow: number;
}

export interface LogisticOptions {
  readonly width: number;
  readonly rate: number;
  readonly regularization: number;
  readonly key: number;
}

/** What a liked film weighs: 1 + confidence · rating, and no less than 1 where a scale has negative ratings. */
export const likeWeight = (confidence: number, rating: number): number => 1 + confidence * Math.max(0, rating);

/** Gradients smaller than 1 are no reason to take longer steps. */
export const firstSquare = 1;
/** Products of a task: a few milliseconds. */
const taskProducts = 100_000;

/** Steps for all rows, on all threads. O(steps · (entries · (1 + ofEntry) + rows · ofRow) · width). */
export function logisticAscent(
  side: LogisticSide,
  options: LogisticOptions,
  steps: { readonly first: number; readonly count: number },
  context: Context,
): Promise<void> {
  // How many columns go with an entry on the average.
  const rows = side.likes.starts.length - 1;
  const drawn = side.ofEntry + (side.ofRow * rows) / Math.max(1, side.likes.starts[rows]);
  const size = taskProducts / (steps.count * (1 + drawn));
  const tasks = rangesOfRows(side.likes.starts, size).map((range) => task(side, options, steps, range));
  const arena = Arena.of(side.solutions)!;
  return parallel(arena, { kernel: 'logisticRows', tasks, scratch: 4 * (options.width + 8) }, context);
}

const task = (
  { likes, solutions, sums, constant, vectors, others, ofEntry, ofRow }: LogisticSide,
  { width, rate, regularization, key }: LogisticOptions,
  { first, count }: { readonly first: number; readonly count: number },
  [from, to]: readonly [number, number],
): Call<'logisticRows'> => [
  from,
  to,
  likes.starts.byteOffset,
  likes.indexes.byteOffset,
  likes.weights?.byteOffset ?? 0,
  others.byteOffset,
  others.length,
  solutions.byteOffset,
  sums.byteOffset,
  vectors.byteOffset,
  width,
  constant,
  count,
  first,
  ofEntry,
  ofRow,
  rate,
  regularization,
  key,
];

/** The items of logistic matrix factorization: rows are (y, 1, offset, 0 …), those of users (x, offset, 1, 0 …). */
export type LogisticItems = ItemVectors &
  LogisticOptions & {
    /** A rating from here on says that the film was liked. */
    readonly from: number;
    /** See `likeWeight`. */
    readonly confidence: number;
    /** Films drawn as not liked for each that is. */
    readonly negatives: number;
    /** Steps in fold-in. */
    readonly passes: number;
    /** The films that anyone liked, ascending: all that the model knows. */
    readonly films: Int32Array;
  };

/** Everyone's vector for items that stay as they are: the ascent from 0. */
export async function logisticVectors(
  items: LogisticItems,
  likes: Likes,
  userVectors: Float32Array,
  context: Context,
): Promise<void> {
  const region = Arena.of(userVectors)!.region();
  try {
    const sums = region.float32(userVectors.length);
    await logisticAscent(fromZero(items, likes, userVectors, sums), items, { first: 0, count: items.passes }, context);
    // The offset orders nothing, and falls with each like since films are drawn for it: a score without it says more.
    for (let at = items.factors; at < userVectors.length; at += items.width) userVectors[at] = 0;
  } finally {
    region.release();
  }
}

/** The same for one history, to the bit. */
export function logisticVector(items: LogisticItems, known: ReadonlySet<number>, history: History): Float32Array {
  const arena = Arena.of(items.itemVectors)!;
  const region = arena.region();
  try {
    const { indexes, weights } = likedOf(items, known, history);
    const likes = {
      starts: region.place(Uint32Array.of(0, indexes.length)),
      indexes: region.place(indexes),
      ...(items.confidence > 0 && { weights: region.place(weights) }),
    };
    const [vector, sums, scratch] = [0, 0, 8].map((more) => region.float32(items.width + more));
    const side = fromZero(items, likes, vector, sums);
    arena.kernels.logisticRows(...task(side, items, { first: 0, count: items.passes }, [0, 1]), scratch.byteOffset);
    vector[items.factors] = 0;
    return vector.slice();
  } finally {
    region.release();
  }
}

function fromZero(items: LogisticItems, likes: Likes, solutions: Float32Array, sums: Float32Array): LogisticSide {
  const constant = items.factors + 1;
  solutions.fill(0);
  for (let at = constant; at < solutions.length; at += items.width) solutions[at] = 1;
  sums.fill(firstSquare);
  return {
    ...{ likes, solutions, sums, constant, vectors: items.itemVectors },
    ...{ others: items.films, ofEntry: items.negatives, ofRow: 0 },
  };
}

/** The liked films of a history that the model knows, and what each weighs. */
function likedOf(
  { from, confidence }: LogisticItems,
  known: ReadonlySet<number>,
  { items, ratings }: History,
): { indexes: Int32Array; weights: Float32Array } {
  const counts = (_: number, at: number): boolean => ratings[at] >= from && known.has(items[at]);
  return {
    indexes: items.filter(counts),
    weights: ratings.filter(counts).map((rating) => likeWeight(confidence, rating)),
  };
}

/**
 * Each step is a sum over the liked films, of what each pulls towards itself and away from those drawn for it: their
 * shares of the score are its reasons. O(films · passes · (1 + negatives) · width).
 */
export function explainLogistic(
  items: LogisticItems,
  known: ReadonlySet<number>,
  { vector, history }: { readonly vector: Float32Array; readonly history: History },
  item: number,
): Contribution[] {
  const { factors, width, itemVectors, films: others, passes } = items;
  const start = new Float64Array(width);
  start[factors + 1] = 1;
  const { indexes, weights } = likedOf(items, known, history);
  const { shares } = logisticRow({
    ...{ ...items, indexes, weights, others, vectors: itemVectors, constant: factors + 1, start },
    ...{
      steps: passes,
      firstStep: 0,
      ofEntry: items.negatives,
      ofRow: 0,
      row: 0,
      sums: new Float64Array(width).fill(firstSquare),
    },
  });
  const target = itemVectors.subarray(item * width, item * width + factors);
  const product = (share: ArrayLike<number>): number => target.reduce((sum, value, f) => sum + value * share[f], 0);
  const reasons = shares.map((share, at): Contribution => {
    return { because: 'rated', item: indexes[at], amount: product(share) };
  });
  const explained = reasons.reduce((sum, { amount }) => sum + amount, 0);
  return [
    { because: 'item', amount: itemVectors[item * width + factors + 1] },
    { because: 'user', amount: vector[factors] },
    ...reasons,
    { because: 'rest', amount: product(vector) - explained }, // 0 but for rounding, unless it was learned
  ];
}
