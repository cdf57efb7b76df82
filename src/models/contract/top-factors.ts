import type { Context } from '../../context.ts';
import { Arena } from '../../kernels/arena.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { coarseItems, coarseUsers, type CoarseItems } from '../../kernels/quantize.ts';
import type { Lists, User } from './define-model.ts';
import type { ItemVectors, Vector } from './factor-model.ts';

const usersAtOnce = 64;

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

/** The vectors of some people, row after row. */
export function together(
  users: readonly Vector[],
  width: number,
  allocate: (length: number) => Float32Array,
): Float32Array {
  const vectors = allocate(users.length * width);
  users.forEach(({ vector }, at) => vectors.set(vector, at * width));
  return vectors;
}
