import type { RatingBar } from './rating-bars.ts';

/** The axis under bars of ratings: with a tick for every value, where there are only a few. */
export function ratingAxis(bars: readonly RatingBar[], width: number | null) {
  const values = [...new Set(bars.map(({ rating }) => rating))];
  const ends = bars.flatMap(({ from, to }) => [from, to]);
  return {
    type: 'quantitative' as const,
    title: 'Rating',
    axis: { grid: false, ...(width === null && values.length <= 12 ? { values, format: '~f' } : { tickCount: 10 }) },
    scale: { domain: [Math.min(...ends), Math.max(...ends)], nice: false, zero: false },
  };
}
