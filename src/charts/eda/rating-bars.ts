/** Ratings of one value, or from there to the next bin. */
export interface RatingCount {
  readonly rating: number;
  readonly count: number;
}

/** A bar from `from` to `to` on the axis of ratings, named as texts name it: "4", "7 to 7.5". */
export interface RatingBar extends RatingCount {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly good: boolean;
}

export const countOf = (ratings: readonly RatingCount[]): number => ratings.reduce((sum, { count }) => sum + count, 0);

/**
 * The bars of a distribution: as wide as its bins, or about a value where each stands for itself (`width` null), then
 * so that the two that are nearest to each other have a gap between them.
 * @param relevant a rating from here on is a good one
 */
export function ratingBars(ratings: readonly RatingCount[], width: number | null, relevant: number): RatingBar[] {
  const step = width ?? smallestGap(ratings);
  const gap = (width === null ? 0.1 : 0.04) * step;
  const half = step / 2;
  return ratings.map((row) => {
    const { rating } = row;
    const [low, high] = width === null ? [rating - half, rating + half] : [rating, rating + width];
    const name = width === null ? String(rating) : `${rating} to ${Number((rating + width).toFixed(6))}`;
    return { ...row, from: low + gap, to: high - gap, name, good: rating >= relevant };
  });
}

function smallestGap(ratings: readonly RatingCount[]): number {
  const values = [...new Set(ratings.map(({ rating }) => rating))].sort((a, b) => a - b);
  const gaps = values.slice(1).map((value, at) => value - values[at]);
  return gaps.length > 0 ? Math.min(...gaps) : 1;
}
