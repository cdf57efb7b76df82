import type { Context } from '../../context.ts';
import type { History } from '../../dataset/history.ts';
import type { Rows } from '../../dataset/rows.ts';
import { Arena } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import { parallel, rangesOfRows } from '../../kernels/parallel.ts';
import { paddedSize } from '../../kernels/row-equations.ts';
import type { Contribution } from '../contract/define-model.ts';
import type { ItemVectors } from '../contract/factor-model.ts';
import { influences } from '../least-squares/influences.ts';

/**
 * The films of a model whose vectors are nowhere negative, and how a person's vector is found for them: the x ≥ 0 that is
 * least in Σ (r − x·q)² + (ridge · n + prior) |x − a|², a being what people are on average.
 */
export type NonNegativeItems = ItemVectors & {
  readonly ridge: number;
  readonly prior: number;
  /** Of people's vectors, the mean. */
  readonly average: Float32Array;
  /** 1 where column `factors` is a person's offset, with 1 in each film's row, and the next the film's; else 0. */
  readonly offsets: number;
};

/** Sweeps of coordinate descent, at most: far more than it takes. */
const sweeps = 1000;
/** Multiplications and additions of a task: a few milliseconds. */
const taskFlops = 1e7;

/** The vector of one history: (p, 0 …), or with offsets (p, offset, 1, 0 …). The average one for an empty history. */
export function nonNegativeVector(items: NonNegativeItems, { items: films, ratings }: History): Float32Array {
  const arena = Arena.of(items.itemVectors)!;
  const region = arena.region();
  try {
    const starts = region.uint32(2);
    starts[1] = films.length;
    const indexes = region.int32(films.length);
    indexes.set(films);
    const targets = targetsOf(items, films, ratings, region.float32(films.length));
    const vector = region.float32(items.width);
    const scratch = region.uint8(scratchBytes(items)).byteOffset;
    const rows = { starts, indexes, targets, vectors: vector };
    arena.kernels.nonNegativeRows(...call(items, rows, region.place(items.average), 0, 1), scratch);
    finish(items, vector);
    return vector.slice();
  } finally {
    region.release();
  }
}

/** The vectors of everyone, to the bit, into the rows of `userVectors`; films and rows are in its arena. */
export async function nonNegativeVectors(
  items: NonNegativeItems,
  { starts, indexes, values }: Rows,
  userVectors: Float32Array,
  context: Context,
): Promise<void> {
  const arena = Arena.of(items.itemVectors)!;
  const region = arena.region();
  try {
    const targets = targetsOf(items, indexes, values, region.float32(values.length));
    const rows = { starts, indexes, targets, vectors: userVectors };
    const average = region.place(items.average);
    const tasks = rangesOfRows(starts, taskFlops / paddedSize(items.factors + 1) ** 2).map(([from, to]) =>
      call(items, rows, average, from, to),
    );
    await parallel(arena, { kernel: 'nonNegativeRows', tasks, scratch: scratchBytes(items) }, context);
    finish(items, userVectors);
  } finally {
    region.release();
  }
}

/**
 * Where x is above 0 it solves a ridge regression, which is linear in what ratings differ from those of the average
 * person: so a score falls apart into what that person would get and one amount for each rating. O(films · factors² +
 * factors³).
 */
export function explainNonNegative(
  items: NonNegativeItems,
  { vector, history }: { readonly vector: Float32Array; readonly history: History },
  item: number,
): Contribution[] {
  const { factors, width, itemVectors, average, offsets, ridge, prior } = items;
  const places = [...Array(factors + offsets).keys()].filter((f) => vector[f] > 0 || f === factors);
  const at = (vectors: Float32Array, row: number): Float32Array =>
    Float32Array.from(places, (f) => vectors[row * width + f]);
  const product = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, f) => sum + value * b[f], 0);
  const [target, usual] = [at(itemVectors, item), at(average, 0)];
  const vectors = Array.from(history.items, (film) => at(itemVectors, film));
  const penalty = ridge * history.items.length + prior;
  const influence = influences({ size: places.length, vectors, ridge: penalty }, target);
  const own = targetsOf(items, history.items, history.ratings, new Float32Array(history.items.length));
  const rated = Array.from(history.items, (film, k): Contribution => {
    return { because: 'rated', item: film, amount: influence[k] * (own[k] - product(usual, vectors[k])) };
  });
  const offset = offsets ? itemVectors[item * width + factors + 1] : 0;
  const whole = product(at(vector, 0), target) + offset;
  const expected = product(usual, target) + offset;
  const explained = rated.reduce((sum, { amount }) => sum + amount, expected);
  return [
    { because: 'item', amount: expected },
    ...rated,
    { because: 'rest', amount: whole - explained }, // 0 but for rounding, unless the vector was learned
  ];
}

/** What the vectors have to bring: the ratings without films' offsets. */
function targetsOf(
  { factors, width, itemVectors, offsets }: NonNegativeItems,
  films: Int32Array,
  ratings: Float32Array,
  into: Float32Array,
): Float32Array {
  into.set(ratings);
  if (offsets) for (let at = 0; at < films.length; at++) into[at] -= itemVectors[films[at] * width + factors + 1];
  return into;
}

/** Sets the 1 that brings films' offsets. */
function finish({ factors, width, offsets }: NonNegativeItems, vectors: Float32Array): void {
  if (offsets) for (let at = factors + 1; at < vectors.length; at += width) vectors[at] = 1;
}

/** The matrix, two rows of it, and 64 rows for gathered vectors. */
function scratchBytes({ factors, offsets }: NonNegativeItems): number {
  const padded = paddedSize(factors + offsets);
  return 4 * padded * (padded + 2 + 64);
}

const call = (
  { factors, width, itemVectors, offsets, ridge, prior }: NonNegativeItems,
  rows: { starts: Uint32Array; indexes: Int32Array; targets: Float32Array; vectors: Float32Array },
  average: Float32Array,
  from: number,
  to: number,
): Call<'nonNegativeRows'> => [
  from,
  to,
  rows.starts.byteOffset,
  rows.indexes.byteOffset,
  rows.targets.byteOffset,
  rows.vectors.byteOffset,
  itemVectors.byteOffset,
  width,
  factors + offsets,
  average.byteOffset,
  offsets ? factors : -1,
  ridge,
  prior,
  sweeps,
];
