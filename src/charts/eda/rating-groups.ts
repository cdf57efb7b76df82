import { ratingBins } from './rating-bins.ts';
import type { RatingCount } from './rating-bars.ts';
import type { Survey } from './survey.ts';

/** How films of several groups are rated. */
export interface RatingGroups {
  readonly groups: readonly RatingGroup[];
  /** Of the bins that ratings are put in; null where each value stands for itself. */
  readonly width: number | null;
  /** A rating from here on is a good one. */
  readonly relevant: number;
  /** Of all ratings, whatever film they are of. */
  readonly mean: number;
  /** From the lowest to the highest rating there can be. */
  readonly range: number;
}

/** One of them: the mean of its ratings, how many are good, and how often each was given, in ascending order. */
export interface RatingGroup {
  readonly name: string;
  readonly mean: number;
  readonly good: number;
  readonly count: number;
  readonly ratings: readonly RatingCount[];
}

/**
 * Counts the ratings of groups of films, and gives the groups in the order of their names.
 * @param films a SELECT of item and name; a film may be in several groups
 */
export async function ratingGroups(survey: Survey, films: string): Promise<RatingGroups> {
  const { database, relevant, scale } = survey;
  const { sql, width } = ratingBins(survey);
  const rows = await database.rows<RatingCount & { name: string; sum: number; good: number }>(`
    SELECT name, ${sql} AS rating, sum(ratings)::BIGINT AS count, sum(rating::DOUBLE * ratings) AS sum,
      coalesce(sum(ratings) FILTER (rating >= ${relevant}), 0)::BIGINT AS good
    FROM film_values JOIN (${films}) USING (item) GROUP BY 1, 2 ORDER BY 1, 2`);
  const { mean } = await database.row<{ mean: number }>(
    'SELECT round(sum(rating::DOUBLE * ratings) / sum(ratings), 6) AS mean FROM film_values',
  );
  const names = [...new Set(rows.map(({ name }) => name))];
  const groups = names.map((name): RatingGroup => {
    const own = rows.filter((row) => row.name === name);
    const total = (of: 'count' | 'sum' | 'good'): number => own.reduce((all, row) => all + row[of], 0);
    const count = total('count');
    const ratings = own.map(({ rating, count: ofBin }) => ({ rating, count: ofBin }));
    return { name, mean: Number((total('sum') / count).toFixed(6)), good: total('good'), count, ratings };
  });
  return { groups, width, relevant, mean, range: scale.max - scale.min };
}
