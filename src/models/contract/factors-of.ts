import { byFactors, type ItemVectors, type Vector } from './factor-model.ts';
import { byTaste } from './by-taste.ts';
import type { Model } from './model.ts';

/** The vectors behind a model's scores: the score of an item for a user is the product of the two's. */
export interface Factors {
  /** How many numbers each has. */
  readonly width: number;
  readonly ofUser: (user: number) => Float32Array;
  readonly ofItem: (item: number) => Float32Array;
}

const products: ReadonlySet<unknown> = new Set([byFactors.scoreItems, byTaste.scoreItems]);

/** The vectors of a model whose score is a product of two; nothing of any other. */
export function factorsOf(model: Model): Factors | undefined {
  if (!products.has(model.definition.scoreItems)) return undefined;
  const { width, itemVectors } = model.state as ItemVectors;
  const items = model.seen.items.size;
  let used = width;
  while (used > 1 && isEmpty(itemVectors, used - 1, width, items)) used--;
  return {
    width: used,
    ofUser: (user) => (model.user(user) as unknown as Vector).vector.slice(0, used),
    ofItem: (item) => itemVectors.slice(item * width, item * width + used),
  };
}

/** Whether a place is 0 in all vectors: kernels want rows of certain lengths. */
function isEmpty(vectors: Float32Array, place: number, width: number, count: number): boolean {
  for (let item = 0; item < count; item++) if (vectors[item * width + place] !== 0) return false;
  return true;
}
