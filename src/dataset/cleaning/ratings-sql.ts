import type { Scale } from '../ratings.ts';
import { isKnownTime, milliseconds, seconds } from './known-time.ts';

/** What is wrong with ratings, in rows, and how many have a time. */
export type Faults = Record<'infinite' | 'outside' | 'inMilliseconds' | 'future' | 'timed', number>;

/**
 * What cleaning asks of every rating: SELECTs from `raw` (user, movie, rating, timestamp, position), in words that DuckDB
 * and Spark both know and take alike. Literals are FLOAT, as ratings are: 5.6 is not 5.6 otherwise.
 */
export const faultsSql = (scale: Scale, latest: number): string =>
  `SELECT count(*) FILTER (WHERE NOT ${isNumber}) AS infinite,
     count(*) FILTER (WHERE ${isNumber} AND NOT ${isOn(scale)}) AS outside,
     count(*) FILTER (WHERE timestamp >= ${milliseconds}) AS inMilliseconds,
     count(*) FILTER (WHERE ${seconds} > ${latest}) AS future,
     count(*) FILTER (WHERE ${isKnownTime(latest)}) AS timed
   FROM raw`;

/** The ratings that can be, under the numbers of tables `user_ids` and `film_ids`: user, item, rating, time (0 for none). */
export const soundSql = (scale: Scale, rescale: Scale | undefined, latest: number): string =>
  `SELECT u.index AS user, f.index AS item, ${rescaled(scale, rescale)} AS rating,
     CASE WHEN ${isKnownTime(latest)} THEN ${seconds} ELSE 0 END AS time,
     r.position
   FROM raw r JOIN user_ids u ON r.user = u.user JOIN film_ids f ON r.movie = f.movie
   WHERE ${isNumber} AND ${isOn(scale)}`;

/** In this order the first of several ratings of one film by one person is the one that stays. */
export const latestFirst = 'time DESC, position DESC';

/** Without a function of that name, which Spark has not; NaN is above all numbers to both. */
const isNumber = '(CAST(rating AS DOUBLE) BETWEEN -1e300 AND 1e300)';
const isOn = ({ min, max }: Scale): string => `(rating BETWEEN ${float(min)} AND ${float(max)})`;

function rescaled(from: Scale, to?: Scale): string {
  if (!to) return 'rating';
  return `(${float(to.min)} + (rating - ${float(from.min)}) * ${float((to.max - to.min) / (from.max - from.min))})`;
}

const float = (value: number): string => `CAST(${Math.fround(value).toExponential()} AS FLOAT)`;
