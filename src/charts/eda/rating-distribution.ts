import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { defineEdaChart } from './define-eda-chart.ts';

/** How often each rating was given. */
export interface RatingDistribution {
  /** In ascending order. */
  readonly ratings: readonly { readonly rating: number; readonly count: number }[];
  /** A rating from here on is a good one. */
  readonly relevant: number;
}

export const ratingDistribution = defineEdaChart({
  name: 'rating-distribution',
  summary: 'How often each rating was given.',
  section: 'ratings',
  needs: ['values'],
  async aggregate({ database, relevant }): Promise<RatingDistribution> {
    const ratings = await database.rows<{ rating: number; count: number }>(`
      SELECT round(rating, 4) AS rating, sum(ratings)::BIGINT AS count FROM film_values GROUP BY rating ORDER BY rating`);
    return { ratings, relevant };
  },
  title({ ratings, relevant }) {
    if (ratings.length === 0) return 'No ratings yet';
    const good = percent(total(ratings.filter(({ rating }) => rating >= relevant)) / total(ratings));
    return `${good} of all ratings are ${relevant} or better; ${mostCommon(ratings).rating} is the most common`;
  },
  subtitle: ({ ratings, relevant }) => (ratings.length === 0 ? '' : `Blue: ${relevant} or better, a good rating.`),
  description({ ratings }) {
    const shares = ratings.map(({ rating, count }) => `${rating}: ${percent(count / total(ratings))}`);
    return `Bars: the share of all ratings by their value: ${shares.join(', ') || 'there are none yet'}.`;
  },
  plot({ ratings, relevant }) {
    if (ratings.length === 0) return null;
    const all = total(ratings);
    return {
      data: {
        values: ratings.map((row) => ({ ...row, percent: (100 * row.count) / all, good: row.rating >= relevant })),
      },
      mark: { type: 'bar', width: { band: 0.8 } },
      encoding: {
        x: { field: 'rating', type: 'ordinal', title: 'Rating', axis: { labelAngle: 0, labelOverlap: true } },
        y: { field: 'percent', type: 'quantitative', title: 'Share of all ratings (%)' },
        color: {
          field: 'good',
          type: 'nominal',
          scale: { domain: [false, true], range: [palette.sky, palette.blue] },
          legend: null,
        },
        tooltip: [
          { field: 'rating', title: 'Rating' },
          { field: 'count', type: 'quantitative', title: 'Ratings', format: ',' },
          { field: 'percent', type: 'quantitative', title: 'Share (%)', format: '.1f' },
        ],
      },
    };
  },
});

const total = (ratings: RatingDistribution['ratings']): number => ratings.reduce((sum, { count }) => sum + count, 0);

const mostCommon = (ratings: RatingDistribution['ratings']): RatingDistribution['ratings'][number] =>
  ratings.reduce((most, row) => (row.count > most.count ? row : most));
