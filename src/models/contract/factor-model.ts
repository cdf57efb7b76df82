import type { Context } from '../../context.ts';
import { Arena } from '../../kernels/arena.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { similarFactors, topSimilarFactors } from './similar-factors.ts';
import { together, topFactors } from './top-factors.ts';

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
  similarBatch: topSimilarFactors,
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
