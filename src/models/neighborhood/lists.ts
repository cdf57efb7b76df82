import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { transpose, type Rows } from '../../dataset/rows.ts';
import { topSimilar } from '../../kernels/top-similar.ts';
import type { Contribution } from '../contract/define-model.ts';
import { placeRows } from './place-rows.ts';
import { weighItems, type Weights } from './item-weights.ts';

/** For each film the `neighbors` films most alike, most alike first; where there are fewer, a likeness of 0. */
export interface Lists {
  readonly neighbors: number;
  readonly listItems: Int32Array;
  readonly listLikeness: Float32Array;
}

/** Someone's films, and of each whether it was liked. */
export interface Fan {
  readonly items: Int32Array;
  readonly values: Float32Array;
}

/** The lists of all films, by what their fans have in common (Deshpande, Karypis 2004). */
export async function fitLists(
  positives: Rows,
  { arena, users }: Ratings,
  { size, weights }: { size: number; weights: Weights },
  context: Context,
): Promise<{ listItems: Int32Array; listLikeness: Float32Array }> {
  const values = weighItems(positives, users.size, weights);
  const byItem = { ...positives, values };
  const region = arena.region();
  try {
    const byRow = placeRows(region, byItem);
    const byColumn = placeRows(region, transpose(byItem, users.size));
    const comparison = { byRow, byColumn, measure: 'product', shrinkage: 0 } as const;
    const { rows, similarities } = await topSimilar(region, comparison, size, context);
    return { listItems: rows.map((row) => Math.max(row, 0)), listLikeness: similarities.slice() };
  } finally {
    region.release();
  }
}

/** The score of a film is the sum of its likenesses with the liked films on whose lists it is. */
export function listScores({ neighbors, listItems, listLikeness }: Lists, fan: Fan, scores: Float32Array): void {
  for (let at = 0; at < fan.items.length; at++) {
    if (fan.values[at] === 0) continue;
    const start = fan.items[at] * neighbors;
    for (let place = start; place < start + neighbors && listLikeness[place] > 0; place++) {
      const item = listItems[place];
      const before = scores[item];
      scores[item] = (before === before ? before : 0) + listLikeness[place];
    }
  }
}

/** What each liked film adds to the score of one. */
export function listContributions(
  { neighbors, listItems, listLikeness }: Lists,
  fan: Fan,
  item: number,
): Contribution[] {
  const found: Contribution[] = [];
  for (const [at, liked] of fan.items.entries()) {
    const list = listItems.subarray(liked * neighbors, (liked + 1) * neighbors);
    const place = liked * neighbors + list.indexOf(item);
    if (fan.values[at] === 0 || !list.includes(item) || listLikeness[place] === 0) continue;
    found.push({ because: 'rated', item: liked, amount: listLikeness[place] });
  }
  return found;
}
