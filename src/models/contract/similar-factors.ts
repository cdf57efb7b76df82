import type { Context } from '../../context.ts';
import { Arena } from '../../kernels/arena.ts';
import { widthFor } from '../../kernels/width-for.ts';
import type { Lists } from './define-model.ts';
import type { ItemVectors } from './factor-model.ts';
import { top } from './top.ts';
import { topFactors } from './top-factors.ts';

/**
 * The cosine of the items' factors, with the mean square of all vectors added under the other's root: of an item with a
 * short vector the ratings say little, so it is like nothing.
 */
export function similarFactors(vectors: ItemVectors, item: number, similarities: Float32Array): void {
  const likeness = likenessOf(vectors);
  for (let other = 0; other < similarities.length; other++) similarities[other] = likeness(item, other);
}

/**
 * The `k` items most like each of some, to the bit what `similarFactors` says of them, best first, ties by the lower
 * index, without those that are marked in `out`. As the likeness is a product of two vectors, the kernels of topFactors
 * find a few more than k in single precision, and these alone are compared in double precision; where they are too few
 * to be sure of, all are. 2 · items · all items · factors flops at most.
 */
export async function topSimilarFactors(
  vectors: ItemVectors,
  items: readonly number[],
  k: number,
  out: Uint8Array,
  context: Context,
): Promise<Lists> {
  const { own, others, width } = directionsOf(vectors);
  const likeness = likenessOf(vectors);
  const rowOf = (item: number): Float32Array => own.subarray(item * width, (item + 1) * width);
  const asked = items.map((item) => {
    return { vector: rowOf(item), history: { items: Int32Array.of(item), ratings: new Float32Array(1) } };
  });
  const wanted = Math.min(out.length, k + spare);
  const found = await topFactors({ factors: width, width, itemVectors: others }, asked, wanted, out, context);
  const lists = {
    size: k,
    items: new Int32Array(items.length * k).fill(-1),
    scores: new Float32Array(items.length * k),
  };
  // What single precision may make of the product of two vectors whose lengths are at most 1, rounded themselves.
  const inexact = (width + 4) * 2 ** -23;
  for (const [row, item] of items.entries()) {
    const candidates = found.items
      .subarray(row * wanted, (row + 1) * wanted)
      .filter((other) => other >= 0)
      .sort();
    const likenesses = Float32Array.from(candidates, (other) => likeness(item, other));
    const best = top(likenesses, k, new Uint8Array(candidates.length));
    const worst = likenesses[best[k - 1]];
    const isSure = candidates.length < wanted || worst > found.scores[(row + 1) * wanted - 1] + inexact;
    const all = isSure ? undefined : new Float32Array(out.length);
    if (all) similarFactors(vectors, item, all);
    const chosen = all ? topOfAll(all, item, k, out) : best.map((place) => candidates[place]);
    lists.items.set(chosen, row * k);
    lists.scores.set(all ? chosen.map((other) => all[other]) : best.map((place) => likenesses[place]), row * k);
  }
  return lists;
}

/** More candidates than are wanted: enough to be sure of the wanted ones, unless many vectors are the same. */
const spare = 16;

function topOfAll(similarities: Float32Array, item: number, k: number, out: Uint8Array): number[] {
  const others = out.slice();
  others[item] = 1;
  return top(similarities, k, others);
}

/** Compares two items, in double precision. */
function likenessOf(vectors: ItemVectors): (item: number, other: number) => number {
  const { squares, meanSquare } = lengthsOf(vectors);
  return (item, other) => product(vectors, item, other) / Math.sqrt(squares[item] * (squares[other] + meanSquare));
}

function product({ factors, width, itemVectors }: ItemVectors, a: number, b: number): number {
  let sum = 0;
  for (let f = 0; f < factors; f++) sum += itemVectors[a * width + f] * itemVectors[b * width + f];
  return sum;
}

interface Lengths {
  readonly squares: Float64Array;
  readonly meanSquare: number;
}

/** Of each model that similar films were asked of. */
const lengths = new WeakMap<Float32Array, Lengths>();

function lengthsOf(vectors: ItemVectors): Lengths {
  const known = lengths.get(vectors.itemVectors);
  if (known) return known;
  const squares = Float64Array.from({ length: vectors.itemVectors.length / vectors.width }, (_, item) =>
    product(vectors, item, item),
  );
  const made = { squares, meanSquare: squares.reduce((sum, square) => sum + square, 0) / squares.length };
  lengths.set(vectors.itemVectors, made);
  return made;
}

/** Vectors whose product is the likeness, in rows of `width`: an item's as the one that is asked for, and as the other. */
interface Directions {
  readonly width: number;
  readonly own: Float32Array;
  readonly others: Float32Array;
}

/** Of each model that all similar films were asked of. */
const directions = new WeakMap<Float32Array, Directions>();

function directionsOf(vectors: ItemVectors): Directions {
  const { factors, itemVectors } = vectors;
  const known = directions.get(itemVectors);
  if (known) return known;
  const { squares, meanSquare } = lengthsOf(vectors);
  const width = widthFor(factors);
  const arena = Arena.of(itemVectors)!;
  const [own, others] = [arena.float32(squares.length * width), arena.float32(squares.length * width)];
  for (let item = 0; item < squares.length; item++) {
    const from = item * vectors.width;
    // Of an item without a length there is no likeness.
    const [length, damped] = [Math.sqrt(squares[item]), Math.sqrt(squares[item] + meanSquare)];
    for (let f = 0; f < factors && length > 0; f++) {
      own[item * width + f] = itemVectors[from + f] / length;
      others[item * width + f] = itemVectors[from + f] / damped;
    }
  }
  const made = { width, own, others };
  directions.set(itemVectors, made);
  return made;
}
