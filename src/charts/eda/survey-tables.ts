/**
 * What many charts ask for, each a SELECT from `ratings` (user, item, rating, time) or a table before it: all that is ever
 * asked of every rating, save by the few charts that need `rows`. In words that DuckDB and Spark both know and take alike.
 */
export const surveyTables = {
  film_values: `SELECT r.item, r.rating, CAST(count(*) AS INTEGER) AS ratings FROM ratings r GROUP BY r.item, r.rating`,
  film_counts: `SELECT v.item, CAST(sum(v.ratings) AS INTEGER) AS ratings,
      sum(CAST(v.rating AS DOUBLE) * v.ratings) / sum(v.ratings) AS mean
    FROM film_values v GROUP BY v.item`,
  user_counts: `SELECT r.user, CAST(count(*) AS INTEGER) AS ratings, avg(CAST(r.rating AS DOUBLE)) AS mean,
      stddev_pop(CAST(r.rating AS DOUBLE)) AS deviation, min(r.time) AS first, max(r.time) AS last
    FROM ratings r GROUP BY r.user`,
  film_years: `SELECT t.item, t.year, CAST(count(*) AS INTEGER) AS ratings, avg(CAST(t.rating AS DOUBLE)) AS mean
    FROM (SELECT r.item, r.rating,
        CAST(year(DATE '1970-01-01' + CAST(floor(r.time / 86400) AS INTEGER)) AS INTEGER) AS year
      FROM ratings r WHERE r.time IS NOT NULL) t GROUP BY t.item, t.year`,
  half_hours: `SELECT t.user, t.half_hour, CAST(count(*) AS INTEGER) AS ratings, min(t.time) AS first, max(t.time) AS last
    FROM (SELECT r.user, r.time, CAST(floor(r.time / 1800) AS INTEGER) AS half_hour
      FROM ratings r WHERE r.time IS NOT NULL) t GROUP BY t.user, t.half_hour`,
} as const satisfies Readonly<Record<string, string>>;
