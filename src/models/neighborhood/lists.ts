import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { transpose, type Rows } from '../../dataset/rows.ts';
import { topSimilar } from '../../kernels/top-similar.ts';
import type { Contribution } from '../contract/define-model.ts';
import { placeRows } from './place-rows.ts';

/** For each film the `neighbors` films most alike, most alike first; where there are fewer, a likeness of 0. */
export interface Lists {
  readonly neighbors: number;
  readonly listItems: Int32Array;
  readonly listLikeness: Float32Array;
}

/** Someone's films, and how much each of them counts: 0 for those that do not. */
export interface Fan {
  readonly items: Int32Array;
  readonly values: Float32Array;
}

/**
 * The lists of all films, by what their fans have in common (Deshpande, Karypis 2004): Σ xy over the people who liked
 * both, of the values that `byItem` has for film and fan.
 */
export async function fitLists(
  byItem: Rows,
  { arena, users }: Ratings,
  size: number,
  context: Context,
): Promise<{ listItems: Int32Array; listLikeness: Float32Array }> {
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

/** The score of a film is the sum of its likenesses with the liked films on whose lists it is, as much as each counts. */
export function listScores({ neighbors, listItems, listLikeness }: Lists, fan: Fan, scores: Float32Array): void {
  for (let at = 0; at < fan.items.length; at++) {
    if (fan.values[at] === 0) continue;
    const start = fan.items[at] * neighbors;
    for (let place = start; place < start + neighbors && listLikeness[place] > 0; place++) {
      const item = listItems[place];
      const before = scores[item];
      scores[item] = (before === before ? before : 0) + fan.values[at] * listLikeness[place];
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
    found.push({ because: 'rated', item: liked, amount: fan.values[at] * listLikeness[place] });
  }
  return found;
}

/** The likenesses of a film with those on its list. */
export function listSimilarities(
  { neighbors, listItems, listLikeness }: Lists,
  item: number,
  similarities: Float32Array,
): void {
  for (let at = item * neighbors; at < (item + 1) * neighbors; at++) {
    if (listLikeness[at] > 0) similarities[listItems[at]] = listLikeness[at];
  }
}
