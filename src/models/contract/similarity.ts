import type { Rows } from '../../dataset/rows.ts';
import { choice } from './parameters.ts';

const among = ['pearson-baseline', 'pearson', 'cosine'] as const;
export type Similarity = (typeof among)[number];

export const similarityParameter = choice({
  default: 'pearson-baseline',
  among,
  about: 'likeness of two films: correlation of what the baseline leaves, of ratings, or cosine of all ratings',
});

/**
 * Two films, i and j: how many people rated both, the sums over these people's two values x and y, and the sums of
 * squares over everyone who rated the one or the other.
 */
interface Pair {
  readonly count: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
  readonly allXX: number;
  readonly allYY: number;
}

/**
 * Correlations are over the common raters; of a single one they are always ±1 and say nothing, so they are shrunk by
 * count − 1 (Koren 2010, eq. 3; as in Surprise). The cosine takes who has not rated a film as 0 (Sarwar et al. 2001).
 */
const formulas: Readonly<Record<Similarity, (pair: Pair, shrinkage: number) => number>> = {
  'pearson-baseline': ({ count, xx, yy, xy }, shrinkage) =>
    ratio(xy, Math.sqrt(xx * yy)) * ratio(count - 1, count - 1 + shrinkage),
  pearson: ({ count, x, y, xx, yy, xy }, shrinkage) =>
    ratio(count * xy - x * y, Math.sqrt((count * xx - x * x) * (count * yy - y * y))) *
    ratio(count - 1, count - 1 + shrinkage),
  cosine: ({ count, xy, allXX, allYY }, shrinkage) =>
    ratio(xy, Math.sqrt(allXX * allYY)) * ratio(count, count + shrinkage),
};

const ratio = (part: number, whole: number): number => (whole > 1e-9 ? part / whole : 0);

/** The items with a positive similarity to one item, ascending, without itself. */
export interface SimilarItems {
  readonly items: Int32Array;
  readonly similarities: Float32Array;
}

/** How many similar items are kept in memory over all items; older rows are computed again when needed. */
const cacheSize = 20_000_000;

/**
 * The similarities of any item to all others, from the values by user and by item, computed when first asked for:
 * O(Σ over the item's raters of how many items each rated) a row. No list is cut.
 */
export class ItemSimilarities {
  readonly #rows = new Map<number, SimilarItems>();
  readonly #sums: readonly Float64Array[];
  readonly #counts: Uint32Array;
  readonly #squares: Float64Array;
  #cached = 0;

  constructor(
    readonly byUser: Rows,
    readonly byItem: Rows,
    readonly similarity: Similarity,
    readonly shrinkage: number,
  ) {
    const items = byItem.starts.length - 1;
    this.#squares = sumsOfSquares(byItem);
    this.#sums = Array.from({ length: 5 }, () => new Float64Array(items));
    this.#counts = new Uint32Array(items);
  }

  row(item: number): SimilarItems {
    const cached = this.#rows.get(item);
    if (cached) return cached;
    const row = this.#compute(item);
    this.#cached += row.items.length;
    this.#rows.set(item, row);
    for (const [oldest, { items }] of this.#rows) {
      if (this.#cached <= cacheSize || oldest === item) break;
      this.#rows.delete(oldest);
      this.#cached -= items.length;
    }
    return row;
  }

  #compute(item: number): SimilarItems {
    const { byUser, byItem, shrinkage } = this;
    const formula = formulas[this.similarity];
    const squares = this.#squares;
    const allXX = squares[item];
    const counts = this.#counts.fill(0);
    const [sumX, sumY, sumXX, sumYY, sumXY] = this.#sums;
    for (const sums of this.#sums) sums.fill(0);
    for (let at = byItem.starts[item]; at < byItem.starts[item + 1]; at++) {
      const [user, x] = [byItem.indexes[at], byItem.values[at]];
      for (let other = byUser.starts[user]; other < byUser.starts[user + 1]; other++) {
        const [j, y] = [byUser.indexes[other], byUser.values[other]];
        counts[j]++;
        sumX[j] += x;
        sumY[j] += y;
        sumXX[j] += x * x;
        sumYY[j] += y * y;
        sumXY[j] += x * y;
      }
    }
    const items: number[] = [];
    const similarities: number[] = [];
    for (let j = 0; j < counts.length; j++) {
      if (j === item || counts[j] === 0) continue;
      const [count, x, y, allYY] = [counts[j], sumX[j], sumY[j], squares[j]];
      const pair = { count, x, y, xx: sumXX[j], yy: sumYY[j], xy: sumXY[j], allXX, allYY };
      const similarity = formula(pair, shrinkage);
      if (!(similarity > 0)) continue;
      items.push(j);
      similarities.push(similarity);
    }
    return { items: Int32Array.from(items), similarities: Float32Array.from(similarities) };
  }
}

/** The place of a similarity in the list of choices, as a number that a model's state can hold, and back. */
export const similarityCode = (similarity: Similarity): number => among.indexOf(similarity);
export const similarityOf = (code: number): Similarity => among[code];

function sumsOfSquares({ starts, values }: Rows): Float64Array {
  const sums = new Float64Array(starts.length - 1);
  for (let row = 0; row < sums.length; row++) {
    for (let at = starts[row]; at < starts[row + 1]; at++) sums[row] += values[at] ** 2;
  }
  return sums;
}
