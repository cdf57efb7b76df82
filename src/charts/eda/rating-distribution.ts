import type { Layer } from '../chart.ts';
import { capitalized } from '../capitalized.ts';
import { palette } from '../palette.ts';
import { ofAll, percent } from '../percent.ts';
import { defineEdaChart } from './define-eda-chart.ts';
import { ratingAxis } from './rating-axis.ts';
import { countOf, ratingBars, type RatingBar, type RatingCount } from './rating-bars.ts';
import { ratingBins } from './rating-bins.ts';

/** How often each rating was given. */
export interface RatingDistribution {
  /** In ascending order. */
  readonly ratings: readonly RatingCount[];
  /** Of the bins that ratings are put in; null where each value stands for itself. */
  readonly width: number | null;
  /** A rating from here on is a good one; how many are. */
  readonly relevant: number;
  readonly good: number;
  readonly mean: number;
  /** The lower one of the two in the middle. */
  readonly median: number;
}

export const ratingDistribution = defineEdaChart({
  name: 'rating-distribution',
  summary: 'How often each rating was given.',
  section: 'ratings',
  needs: ['values'],
  async aggregate(survey): Promise<RatingDistribution> {
    const { database, relevant } = survey;
    const { sql, width } = ratingBins(survey);
    const ratings = await database.rows<RatingCount>(
      `SELECT ${sql} AS rating, sum(ratings)::BIGINT AS count FROM film_values GROUP BY 1 ORDER BY 1`,
    );
    const figures = await database.row<{ good: number; mean: number; median: number }>(`
      WITH given AS (SELECT rating, sum(ratings)::BIGINT AS ratings FROM film_values GROUP BY rating),
      ordered AS (SELECT *, sum(ratings) OVER (ORDER BY rating) AS below, sum(ratings) OVER () AS total FROM given)
      SELECT coalesce(sum(ratings) FILTER (rating >= ${relevant}), 0)::BIGINT AS good,
        round(sum(rating::DOUBLE * ratings) / sum(ratings), 6) AS mean,
        round(min(rating::DOUBLE) FILTER (2 * below >= total), 4) AS median
      FROM ordered`);
    return { ratings, width, relevant, ...figures };
  },
  title({ ratings, width, relevant, good }) {
    if (ratings.length === 0) return 'No ratings yet';
    const most = mostCommon(ratingBars(ratings, width, relevant));
    if (good === 0) return `No rating is ${relevant} or better${most}`;
    return capitalized(`${ofAll(good / countOf(ratings))} ratings are ${relevant} or better${most}`);
  },
  subtitle: ({ relevant, good }) => (good === 0 ? '' : `Dark blue: ${relevant} or better, a good rating.`),
  description({ ratings, width, relevant, mean, median }) {
    if (ratings.length === 0) return 'Bars: the share of all ratings by their value; there are none yet.';
    const all = countOf(ratings);
    const shares = ratingBars(ratings, width, relevant).map(({ name, count }) => `${name}: ${percent(count / all)}`);
    return (
      `Bars: the share of all ${all.toLocaleString('en-US')} ratings by their value: ${shares.join(', ')}. ` +
      `The mean is ${mean.toFixed(2)}, the median ${median}.`
    );
  },
  plot({ ratings, width, relevant, mean, median }) {
    if (ratings.length === 0) return null;
    const all = countOf(ratings);
    const bars = ratingBars(ratings, width, relevant);
    const [meanSide, medianSide] = mean < median ? (['right', 'left'] as const) : (['left', 'right'] as const);
    return {
      data: { values: bars.map((bar) => ({ ...bar, percent: (100 * bar.count) / all })) },
      encoding: { x: ratingAxis(bars, width, mean) },
      layer: [
        {
          mark: { type: 'bar', orient: 'vertical' },
          encoding: {
            x: { field: 'from' },
            x2: { field: 'to' },
            y: { field: 'percent', type: 'quantitative', title: 'Share of all ratings (%)' },
            color: {
              field: 'good',
              type: 'nominal',
              scale: { domain: [false, true], range: [palette.sky, palette.blue] },
              legend: null,
            },
            tooltip: [
              { field: 'name', title: 'Rating' },
              { field: 'count', type: 'quantitative', title: 'Ratings', format: ',' },
              { field: 'percent', type: 'quantitative', title: 'Share of all ratings (%)', format: '.1f' },
            ],
          },
        },
        ...rule(`mean ${mean.toFixed(2)}`, mean, meanSide),
        ...rule(`median ${median}`, median, medianSide),
      ],
    };
  },
});

/** The clause that names the most common rating, or two of them; nothing where more are as common. */
function mostCommon(bars: readonly RatingBar[]): string {
  const most = Math.max(...bars.map(({ count }) => count));
  const [first, second, ...others] = bars.filter(({ count }) => count === most).map(({ name }) => name);
  if (others.length > 0) return '';
  return second === undefined ? `; ${first} is the most common` : `; ${first} and ${second} are the most common`;
}

/** A dashed line at a rating, with what it is above it. */
function rule(label: string, at: number, align: 'left' | 'right'): Layer[] {
  const data = { values: [{ at, label }] };
  return [
    {
      data,
      mark: { type: 'rule', strokeDash: [5, 4], color: palette.black, y: -12, y2: 'height' },
      encoding: { x: { field: 'at' } },
    },
    {
      data,
      mark: { type: 'text', align, dx: align === 'left' ? 4 : -4, y: -6 },
      encoding: { x: { field: 'at' }, text: { field: 'label' } },
    },
  ];
}
