import type { Context } from '../../context.ts';
import type { User } from './define-model.ts';
import {
  byFactors,
  scoreFactors,
  scoreFactorsBatch,
  scoreFactorsOf,
  type ItemVectors,
  type Vector,
} from './factor-model.ts';
import { topFactors } from './top-factors.ts';

/**
 * `byFactors` of a model without offsets: of someone with a vector of zeros, who likes nothing that it knows, it has no
 * opinion.
 */
export const byTaste = {
  ...byFactors,

  score(items: ItemVectors, user: Vector, scores: Float32Array): void {
    if (hasTaste(user)) scoreFactors(items, user, scores);
  },

  scoreItems(items: ItemVectors, user: Vector, wanted: Int32Array, scores: Float32Array): void {
    if (hasTaste(user)) scoreFactorsOf(items, user, wanted, scores);
  },

  async scoreBatch(
    items: ItemVectors,
    users: readonly Vector[],
    scores: Float32Array,
    context: Context,
  ): Promise<void> {
    await scoreFactorsBatch(items, users, scores, context);
    const size = scores.length / users.length;
    for (const [at, user] of users.entries()) if (!hasTaste(user)) scores.fill(NaN, at * size, (at + 1) * size);
  },

  async topBatch(items: ItemVectors, users: readonly User<Vector>[], k: number, out: Uint8Array, context: Context) {
    const lists = await topFactors(items, users, k, out, context);
    for (const [at, user] of users.entries()) if (!hasTaste(user)) lists.items.fill(-1, at * k, (at + 1) * k);
    return lists;
  },
};

const hasTaste = ({ vector }: Vector): boolean => vector.some((value) => value !== 0);
