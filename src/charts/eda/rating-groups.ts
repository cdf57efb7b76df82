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
  /** Of all ratings, whatever film they are of, and how many there are. */
  readonly mean: number;
  readonly total: number;
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
 * Counts the ratings of groups of films.
 * @param films a SELECT of item and name; a film may be in several groups
 * @param order of the groups, in SQL, by name, mean or count
 */
export async function ratingGroups(survey: Survey, films: string, order: string): Promise<RatingGroups> {
  const { database, relevant, scale } = survey;
  const { sql, width } = ratingBins(survey);
  const figures = `sum(rating::DOUBLE * ratings) / sum(ratings) AS mean, sum(ratings)::BIGINT AS count`;
  const members = `film_values JOIN (${films}) USING (item)`;
  const [all] = await database.rows<{ mean: number; count: number }>(`SELECT ${figures} FROM film_values`);
  const groups = await database.rows<Omit<RatingGroup, 'ratings'>>(`
    SELECT name, ${figures}, coalesce(sum(ratings) FILTER (rating >= ${relevant}), 0)::BIGINT AS good
    FROM ${members} GROUP BY name ORDER BY ${order}, name`);
  const bars = await database.rows<RatingCount & { name: string }>(`
    SELECT name, ${sql} AS rating, sum(ratings)::BIGINT AS count FROM ${members} GROUP BY ALL ORDER BY ALL`);
  const ratings = new Map(groups.map(({ name }) => [name, [] as RatingCount[]]));
  for (const { name, rating, count } of bars) ratings.get(name)!.push({ rating, count });
  return {
    groups: groups.map((group) => ({ ...group, ratings: ratings.get(group.name)! })),
    width,
    relevant,
    mean: all.mean,
    total: all.count,
    range: scale.max - scale.min,
  };
}
