import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { Rows } from '../../dataset/rows.ts';
import type { Region } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import { parallel, rangesOfRows } from '../../kernels/parallel.ts';
import { uniform } from '../../random.ts';
import { widthFor } from '../contract/factor-model.ts';

interface Options {
  readonly factors: number;
  readonly epochs: number;
  readonly regularization: number;
  readonly damping: number;
  readonly offsets: boolean;
}

/** Rows of `width` numbers: of a person (p, 0 …) or (p, μ + offset, 1, 0 …), of a film (q, 0 …) or (q, 1, offset, 0 …). */
export interface NonNegativeVectors {
  readonly width: number;
  readonly userVectors: Float32Array;
  readonly itemVectors: Float32Array;
}

/** Multiplications and additions of a task: a few milliseconds. */
const taskFlops = 1e7;

/**
 * Vectors that are nowhere negative, from random ones between 0 and 1 by multiplicative updates: of all people, then of
 * all films, in turn, so that the error never rises and there is no step size. 12 · ratings · width flops an epoch.
 */
export async function multiplicativeDescent(
  ratings: Ratings,
  { factors, epochs, regularization, damping, offsets }: Options,
  region: Region,
  context: Context,
): Promise<NonNegativeVectors> {
  const { arena, mean, byUser, byItem } = ratings;
  const width = widthFor(factors + (offsets ? 2 : 0));
  const start = (count: number, side: string): Float32Array => {
    const vectors = region.float32(count * width);
    const random = uniform(context.seed, `nmf.${side}`);
    for (let row = 0; row < count; row++) {
      for (let f = 0; f < factors; f++) vectors[row * width + f] = random(row * factors + f);
    }
    return vectors;
  };
  const [users, items] = [start(ratings.users.size, 'users'), start(ratings.items.size, 'items')];
  const [own, film] = offsets ? [factors, factors + 1] : [-1, -1];
  if (offsets) {
    for (let at = 0; at < users.length; at += width) users.set([mean, 1], at + own);
    for (let at = 0; at < items.length; at += width) items[at + own] = 1;
  }

  const calls = (rows: Rows, vectors: Float32Array, others: Float32Array, [offset, constant, center]: number[]) =>
    rangesOfRows(rows.starts, taskFlops / (6 * width)).map(([from, to]): Call<'multiplyRows'> => [
      from,
      to,
      rows.starts.byteOffset,
      rows.indexes.byteOffset,
      rows.values.byteOffset,
      vectors.byteOffset,
      others.byteOffset,
      width,
      regularization,
      damping,
      offset,
      constant,
      center,
    ]);
  const people = calls(byUser, users, items, [own, film, mean]);
  const films = calls(byItem, items, users, [film, own, 0]);
  for (let epoch = 0; epoch < epochs; epoch++) {
    await parallel(arena, { kernel: 'multiplyRows', tasks: people, scratch: 8 * width }, context);
    await parallel(arena, { kernel: 'multiplyRows', tasks: films, scratch: 8 * width }, context);
    context.progress(epoch + 1, epochs, 'epochs');
  }
  return { width, userVectors: users, itemVectors: items };
}
