import type { Context } from '../../context.ts';
import type { History } from '../../dataset/history.ts';
import type { Rows } from '../../dataset/rows.ts';
import { Arena } from '../../kernels/arena.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { parallel, rangesOfRows } from '../../kernels/parallel.ts';
import type { Contribution } from '../contract/define-model.ts';
import { explainRidge, ridgeVector, ridgeVectors, type RidgeItems } from './ridge-users.ts';

/**
 * The items of SVD++: beside q each has an implicit vector y, in the first `factors` numbers of its row of
 * `itemImplicit`, of `width` numbers. A user is z + p: z = n^-½ Σ yⱼ over the history's items, whatever their ratings,
 * and p the ridge regression of what z leaves of the ratings.
 */
export interface ImplicitItems extends RidgeItems {
  readonly itemImplicit: Float32Array;
}

/** z, and r − z·q for each rating of the history. */
interface ImplicitPart {
  readonly part: Float32Array;
  readonly left: Float32Array;
}

/** The vector of one history: (z + p, offset + mean, 1, 0 …). O(n · factors² + factors³). */
export function implicitVector(items: ImplicitItems, history: History): Float32Array {
  const { part, left } = implicitPart(items, history);
  const vector = ridgeVector(items, { ...history, ratings: left });
  addPart(vector, part, items.factors, items.width);
  return vector;
}

/** The vectors of everyone, into the rows of `userVectors`, which is in the arena of the items and of the rows. */
export async function implicitVectors(
  items: ImplicitItems,
  rows: Rows,
  userVectors: Float32Array,
  context: Context,
): Promise<void> {
  const region = Arena.of(userVectors)!.region();
  try {
    const parts = region.float32(userVectors.length);
    const left = region.float32(rows.values.length);
    await implicitParts(items, rows, { parts, left }, context);
    await ridgeVectors(items, { ...rows, values: left }, userVectors, context);
    addPart(userVectors, parts, items.factors, items.width);
  } finally {
    region.release();
  }
}

/** Writes z of everyone into `parts` and r − z·q of each rating into `left`. */
export function implicitParts(
  items: ImplicitItems,
  rows: Rows,
  into: { readonly parts: Float32Array; readonly left: Float32Array },
  context: Context,
): Promise<void> {
  const tasks = rangesOfRows(rows.starts, 8000).map(([from, to]) => task(items, rows, into, from, to));
  return parallel(Arena.of(rows.values)!, { kernel: 'implicitParts', tasks }, context);
}

/** As of a ridge regression; that a film was rated at all gives n^-½ yⱼ·q, which goes to that film as well. */
export function explainImplicit(
  items: ImplicitItems,
  { vector, history }: { readonly vector: Float32Array; readonly history: History },
  item: number,
): Contribution[] {
  const { factors, width, itemVectors, itemImplicit } = items;
  const { part, left } = implicitPart(items, history);
  const explicit = vector.map((value, f) => (f < factors ? value - part[f] : value));
  const ofChoice = (rated: number): number => {
    let product = 0;
    for (let f = 0; f < factors; f++) product += itemImplicit[rated * width + f] * itemVectors[item * width + f];
    return product / Math.sqrt(history.items.length);
  };
  return explainRidge(items, { vector: explicit, history: { ...history, ratings: left } }, item).map((reason) =>
    reason.because === 'rated' ? { ...reason, amount: reason.amount + ofChoice(reason.item) } : reason,
  );
}

/** z and what it leaves, of one history. */
export function implicitPart(items: ImplicitItems, history: History): ImplicitPart {
  const arena = Arena.of(items.itemVectors)!;
  const region = arena.region();
  try {
    const starts = region.uint32(2);
    starts[1] = history.items.length;
    const rows = { starts, indexes: region.place(history.items), values: region.place(history.ratings) };
    const [parts, left] = [region.float32(items.width), region.float32(history.items.length)];
    arena.kernels.implicitParts(...task(items, rows, { parts, left }, 0, 1));
    return { part: parts.slice(), left: left.slice() };
  } finally {
    region.release();
  }
}

const task = (
  { width, itemVectors, itemImplicit }: ImplicitItems,
  { starts, indexes, values }: Rows,
  { parts, left }: { readonly parts: Float32Array; readonly left: Float32Array },
  from: number,
  to: number,
): Parameters<Kernels['implicitParts']> => [
  from,
  to,
  starts.byteOffset,
  indexes.byteOffset,
  values.byteOffset,
  itemVectors.byteOffset,
  itemImplicit.byteOffset,
  width,
  parts.byteOffset,
  left.byteOffset,
];

function addPart(vectors: Float32Array, parts: Float32Array, factors: number, width: number): void {
  for (let row = 0; row < vectors.length; row += width) {
    for (let f = row; f < row + factors; f++) vectors[f] += parts[f];
  }
}
