import type { Context } from '../../context.ts';
import { Arena } from '../../kernels/arena.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { coarseItems, coarseUsers, type CoarseItems } from '../../kernels/quantize.ts';
import type { Lists, User } from './define-model.ts';

/**
 * (These are type aliases, not interfaces, so that TypeScript takes them for parts of a state.)
 * The items' side of any model whose score is the product of a user's vector with an item's. Rows have `width` numbers:
 * the factors; in models with offsets two more, which bring the user's offset (1 in every item's row) and the item's
 * (1 in every user's row); and zeros up to a multiple of 4, as the kernels want it.
 */
export type ItemVectors = {
  readonly factors: number;
  readonly width: number;
  readonly itemVectors: Float32Array;
};
export interface Vector {
  readonly vector: Float32Array;
}

/** The vectors of the people of the training set, beside those of the items. */
export type Vectors = ItemVectors & { readonly userVectors: Float32Array };

/** What all models of such vectors have in common: `...byFactors` in a definition, before `fit`. */
export const byFactors = {
  matrices: { userVectors: 'width', itemVectors: 'width' },

  known({ width, userVectors }: Vectors, user: number): Vector {
    return { vector: userVectors.subarray(user * width, (user + 1) * width) };
  },
  score: scoreFactors,
  scoreItems: scoreFactorsOf,
  scoreBatch: scoreFactorsBatch,
  topBatch: topFactors,
  similar: similarFactors,
};

export { widthFor } from '../../kernels/width-for.ts';

const usersAtOnce = 64;
const itemsAtOnce = 512;

/** Scores all items for one user. */
export function scoreFactors({ width, itemVectors }: ItemVectors, { vector }: Vector, scores: Float32Array): void {
  const arena = Arena.of(itemVectors)!;
  const region = arena.region();
  try {
    const user = region.place(vector).byteOffset;
    const products = region.float32(scores.length);
    const count = scores.length;
    arena.kernels.products(user, 1, itemVectors.byteOffset, 0, count, width, products.byteOffset, count);
    scores.set(products);
  } finally {
    region.release();
  }
}

/** Scores some items for one user. */
export function scoreFactorsOf(
  { width, itemVectors }: ItemVectors,
  { vector }: Vector,
  items: Int32Array,
  scores: Float32Array,
): void {
  const arena = Arena.of(itemVectors)!;
  const region = arena.region();
  try {
    const [user, wanted] = [region.place(vector).byteOffset, region.place(items).byteOffset];
    const products = region.float32(items.length);
    arena.kernels.productsOf(user, itemVectors.byteOffset, wanted, items.length, width, products.byteOffset);
    scores.set(products);
  } finally {
    region.release();
  }
}

/** Scores all items for each user, row after row. 2 · users · items · width flops. */
export async function scoreFactorsBatch(
  { width, itemVectors }: ItemVectors,
  users: readonly Vector[],
  scores: Float32Array,
  context: Context,
): Promise<void> {
  const arena = Arena.of(itemVectors)!;
  const region = arena.region();
  try {
    const vectors = together(users, width, region.float32);
    const count = scores.length / users.length;
    const products = region.float32(scores.length);
    const tasks = ranges(users.length, usersAtOnce).flatMap(([user, lastUser]) =>
      ranges(count, itemsAtOnce).map(([first, last]): Parameters<typeof arena.kernels.products> => [
        vectors.byteOffset + 4 * user * width,
        lastUser - user,
        itemVectors.byteOffset,
        first,
        last,
        width,
        products.byteOffset + 4 * user * count,
        count,
      ]),
    );
    await parallel(arena, { kernel: 'products', tasks }, context);
    scores.set(products);
  } finally {
    region.release();
  }
}

/**
 * The best items of each user, without memory for all scores; see `topBatch` in define-model.ts. Coarse products decide
 * which are worth computing; they are rounded once a model, and for a few users it does not pay.
 */
export async function topFactors(
  { width, itemVectors }: ItemVectors,
  users: readonly User<Vector>[],
  k: number,
  out: Uint8Array,
  context: Context,
): Promise<Lists> {
  const arena = Arena.of(itemVectors)!;
  const region = arena.region();
  try {
    const vectors = together(users, width, region.float32);
    const starts = region.uint32(users.length + 1);
    users.forEach(({ history }, at) => (starts[at + 1] = starts[at] + history.items.length));
    const seen = region.int32(starts[users.length]);
    users.forEach(({ history }, at) => seen.set(history.items, starts[at]));
    const items = region.int32(users.length * k);
    const scores = region.float32(users.length * k);
    const mask = region.place(out);
    const products = [vectors.byteOffset, itemVectors.byteOffset, out.length, width] as const;
    const lists = [
      mask.byteOffset,
      starts.byteOffset,
      seen.byteOffset,
      k,
      scores.byteOffset,
      items.byteOffset,
    ] as const;
    const parts = ranges(users.length, usersAtOnce);
    if (users.length < usersAtOnce) {
      const tasks = parts.map((part) => [...part, ...products, ...lists] as const);
      await parallel(arena, { kernel: 'topProducts', tasks, scratch: 32 }, context);
    } else {
      const coarse = coarseItemsOf(itemVectors, width, arena);
      const own = coarseUsers(vectors, width, coarse, region);
      const thresholds = region.int32(users.length);
      const rounded = [own.numbers.byteOffset, coarse.numbers.byteOffset, coarse.width] as const;
      const bounds = [own.steps.byteOffset, own.constants.byteOffset, thresholds.byteOffset] as const;
      const tasks = parts.map((part) => [...part, ...products, ...rounded, ...bounds, ...lists] as const);
      await parallel(arena, { kernel: 'topProductsCoarse', tasks, scratch: 32 }, context);
    }
    return { size: k, items: items.map((item) => (item === emptyPlace ? -1 : item)), scores: scores.slice() };
  } finally {
    region.release();
  }
}

/** The rounded vectors of each model that lists were asked of. */
const coarseVectors = new WeakMap<Float32Array, CoarseItems>();

function coarseItemsOf(itemVectors: Float32Array, width: number, arena: Arena): CoarseItems {
  const made = coarseVectors.get(itemVectors) ?? coarseItems(itemVectors, width, arena);
  coarseVectors.set(itemVectors, made);
  return made;
}

const emptyPlace = 2 ** 31 - 1;

/** The squares of the factors of each model that similar films were asked of. */
const squaresOf = new WeakMap<Float32Array, Float64Array>();

/**
 * The cosine of the items' factors, with the mean square of all vectors added under the other's root: of an item with a
 * short vector the ratings say little, so it is like nothing.
 */
export function similarFactors(
  { factors, width, itemVectors }: ItemVectors,
  item: number,
  similarities: Float32Array,
): void {
  const product = (a: number, b: number): number => {
    let sum = 0;
    for (let f = 0; f < factors; f++) sum += itemVectors[a * width + f] * itemVectors[b * width + f];
    return sum;
  };
  const known = squaresOf.get(itemVectors);
  const squares = known ?? Float64Array.from(similarities, (_, other) => product(other, other));
  if (!known) squaresOf.set(itemVectors, squares);
  const meanSquare = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  for (let other = 0; other < similarities.length; other++) {
    similarities[other] = product(item, other) / Math.sqrt(squares[item] * (squares[other] + meanSquare));
  }
}

function together(users: readonly Vector[], width: number, allocate: (length: number) => Float32Array): Float32Array {
  const vectors = allocate(users.length * width);
  users.forEach(({ vector }, at) => vectors.set(vector, at * width));
  return vectors;
}
