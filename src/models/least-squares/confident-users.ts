import type { Context } from '../../context.ts';
import type { History } from '../../dataset/history.ts';
import type { Rows } from '../../dataset/rows.ts';
import { Arena, type Region } from '../../kernels/arena.ts';
import { gram, gramHere } from '../../kernels/gram.ts';
import { paddedSize } from '../../kernels/row-equations.ts';
import { solveRows, solveRowsHere } from '../../kernels/solve-rows.ts';
import type { Contribution } from '../contract/define-model.ts';
import type { ItemVectors } from '../contract/factor-model.ts';
import { confidentRows, scaledRegularization, type Confidence, type ConfidentRows } from './confident-rows.ts';
import { influences } from './influences.ts';

/** The items of iALS, and how many of them anybody likes; 0 where the pull does not go by that. */
export interface ConfidentItems extends ItemVectors, Confidence {
  readonly liked: number;
}

/** The Gram matrix of the items, times the weight of what is not rated. */
export interface Prepared {
  readonly gram: Float32Array;
}

/** What follows from the items and everyone needs: made once after `fit` or loading. */
export function prepareConfident({ itemVectors, width, unobserved }: ConfidentItems): Prepared {
  const arena = Arena.of(itemVectors)!;
  const gram = arena.float32(paddedSize(width) ** 2);
  gramHere(arena, { vectors: itemVectors, stride: width, size: width, scale: unobserved }, gram);
  return { gram };
}

/** The vector of one history, zeros where it has nothing that anybody likes. O(n · factors² + factors³). */
export function confidentVector(items: ConfidentItems & Prepared, history: History): Float32Array {
  const arena = Arena.of(items.itemVectors)!;
  const region = arena.region();
  try {
    const rows = rowsOf(history, items, region);
    const equations = {
      ...rows,
      vectors: items.itemVectors,
      vectorStride: items.width,
      size: items.width,
      gram: items.gram,
      regularization: scaledRegularization(rows, items.liked, items, region),
      solutions: region.float32(items.width),
      solutionStride: items.width,
    };
    solveRowsHere(arena, equations);
    return equations.solutions.slice();
  } finally {
    region.release();
  }
}

/** The vectors of everyone, into the rows of `userVectors`, which is in the arena of the items and of the rows. */
export async function confidentVectors(
  items: ConfidentItems,
  byUser: Rows,
  userVectors: Float32Array,
  context: Context,
): Promise<void> {
  const { itemVectors, width, liked } = items;
  const arena = Arena.of(itemVectors)!;
  const region = arena.region();
  try {
    const rows = confidentRows(byUser, items, region);
    const side = {
      ...rows,
      vectors: itemVectors,
      vectorStride: width,
      size: width,
      gram: region.float32(paddedSize(width) ** 2),
      regularization: scaledRegularization(rows, liked, items, region),
      solutions: userVectors,
      solutionStride: width,
    };
    await gram(
      arena,
      { vectors: itemVectors, stride: width, size: width, scale: items.unobserved },
      side.gram,
      context,
    );
    await solveRows(arena, side, context);
  } finally {
    region.release();
  }
}

/** One amount for each rating that counts, as in Hu, Koren, Volinsky 2008, §5. */
export function explainConfident(
  items: ConfidentItems & Prepared,
  { vector, history }: { readonly vector: Float32Array; readonly history: History },
  item: number,
): Contribution[] {
  const { factors, width, itemVectors, gram, liked } = items;
  const row = (other: number): Float32Array => itemVectors.subarray(other * width, other * width + factors);
  const region = Arena.of(itemVectors)!.region();
  try {
    const entries = rowsOf(history, items, region);
    const [ridge] = scaledRegularization(entries, liked, items, region);
    const vectors = Array.from(entries.indexes, row);
    const { weights, targets } = entries;
    const regression = { size: factors, vectors, weights, ridge, gram, gramStride: paddedSize(width) };
    const amounts = influences(regression, row(item)).map((amount, at) => targets[at] * amount);
    const rated = Array.from(entries.indexes, (other, at): Contribution => {
      return { because: 'rated', item: other, amount: amounts[at] };
    });
    const score = row(item).reduce((sum, value, f) => sum + value * vector[f], 0);
    const rest = amounts.reduce((left, amount) => left - amount, score);
    return [...rated, { because: 'rest', amount: rest }]; // 0 but for rounding
  } finally {
    region.release();
  }
}

function rowsOf({ items, ratings }: History, confidence: Confidence, region: Region): ConfidentRows {
  return confidentRows(
    { starts: Uint32Array.of(0, items.length), indexes: items, values: ratings },
    confidence,
    region,
  );
}
