import { MovierecError } from '../../errors.ts';
import type { Scale } from '../ratings.ts';

/** A distinct rating and how often it was given. */
export interface RatingCount {
  readonly rating: number;
  readonly count: number;
}

/** The scales in use, the narrowest first. */
const known: readonly (Scale & { readonly halves?: true })[] = [
  { min: 0, max: 1 },
  { min: 1, max: 5 },
  { min: 0.5, max: 5, halves: true },
  { min: 0, max: 5 },
  { min: 1, max: 10 },
  { min: 0, max: 10 },
  { min: 1, max: 100 },
  { min: 0, max: 100 },
];

/** This share of the ratings has to fit the scale; what does not is then taken for a mistake. */
const covered = 0.99;

/**
 * The narrowest scale in use that holds nearly all ratings: a few wild values do not widen it. Ratings that fit no scale
 * in use give their own range. Halves below 5 stars mean that half a star is the lowest.
 * @throws NO_RATINGS where none is a number
 */
export function detectScale(counts: readonly RatingCount[]): Scale {
  const finite = counts.filter(({ rating }) => Number.isFinite(rating));
  if (finite.length === 0) {
    throw new MovierecError('NO_RATINGS', 'none of the ratings is a number.', 'Check which column holds the ratings.');
  }
  const howMany = (fits: (rating: number) => boolean): number =>
    finite.reduce((sum, { rating, count }) => (fits(rating) ? sum + count : sum), 0);
  const most = covered * howMany(() => true);
  const halves = howMany((rating) => rating % 1 === 0) < most;
  for (const { min, max, halves: inHalves } of known) {
    if (max === 5 && min > 0 && halves !== (inHalves ?? false)) continue;
    if (howMany((rating) => rating >= min && rating <= max) >= most) return { min, max };
  }
  const ratings = finite.map(({ rating }) => rating);
  return { min: Math.min(...ratings), max: Math.max(...ratings) };
}

/**
 * Reads `LOW..HIGH`.
 * @throws USAGE
 */
export function parseScale(text: string): Scale {
  const [low, high, ...more] = text.split('..').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (more.length > 0 || !(low < high) || !Number.isFinite(high - low)) {
    throw new MovierecError('USAGE', `"${text}" is not a scale.`, 'Give the lowest and the highest rating: 1..5');
  }
  return { min: low, max: high };
}
