import type { Database } from '../../artifacts/database.ts';

/** How many films were found in a source of metadata, by what; and how many were looked for. */
export interface JoinCounts {
  readonly films: number;
  readonly byImdbId: number;
  readonly byTmdbId: number;
  readonly byTitle: number;
  readonly notFound: number;
  /** The part of the films that was found. */
  readonly matchRate: number;
  /** Films that were found under one key with another film: both get what is known. */
  readonly shared: number;
}

/**
 * Finds out which wanted film is which of a source's `titles`, and leaves it in table `joined` (movie, key): by IMDb id,
 * else TMDB id, else title and year. Of several that a title may mean, those of its very year; among them films before
 * anything else and the one with the most votes. A year that is off by one will do where no more than one film has the
 * title. A film that another one's id speaks for is not taken for this one by its title.
 */
export async function joinFilms(database: Database, titles: string): Promise<JoinCounts> {
  await database.run(`CREATE OR REPLACE TEMP TABLE titles AS SELECT DISTINCT ON (key) * FROM (${titles})`);
  const order = 'feature DESC NULLS LAST, votes DESC NULLS LAST, key';
  await database.run(`CREATE OR REPLACE TEMP TABLE joined AS
    WITH known AS (
      SELECT movie, key, 0 AS rank, feature, votes FROM wanted JOIN titles ON wanted.imdb = titles.imdb
      UNION ALL SELECT movie, key, 1 AS rank, feature, votes FROM wanted JOIN titles ON wanted.tmdb = titles.tmdb),
    by_id AS (SELECT movie, key, rank FROM known QUALIFY row_number() OVER (PARTITION BY movie ORDER BY rank, ${order}) = 1),
    names AS (
      SELECT key, name_key(title) AS name, year, feature, votes FROM titles
      UNION SELECT key, name_key(original) AS name, year, feature, votes FROM titles),
    same AS (
      SELECT DISTINCT w.movie, n.key, abs(n.year - w.year) AS off, n.feature, n.votes
      FROM wanted_names w JOIN names n ON w.name = n.name AND abs(n.year - w.year) <= 1
      WHERE w.movie NOT IN (SELECT movie FROM by_id) AND n.key NOT IN (SELECT key FROM by_id)),
    best AS (SELECT * FROM same QUALIFY rank() OVER (PARTITION BY movie ORDER BY off, feature DESC NULLS LAST) = 1),
    by_title AS (SELECT movie, key, 2 AS rank FROM best
      QUALIFY row_number() OVER (PARTITION BY movie ORDER BY ${order}) = 1
        AND (off = 0 OR count(*) OVER (PARTITION BY movie) = 1))
    SELECT * FROM by_id UNION ALL SELECT * FROM by_title`);
  const { films } = await database.row<{ films: number }>('SELECT count(*) AS films FROM wanted');
  const found = await database.row<Pick<JoinCounts, 'byImdbId' | 'byTmdbId' | 'byTitle' | 'shared'>>(`SELECT
      count(*) FILTER (rank = 0) AS byImdbId, count(*) FILTER (rank = 1) AS byTmdbId,
      count(*) FILTER (rank = 2) AS byTitle, count(*) - count(DISTINCT key) AS shared FROM joined`);
  const notFound = films - found.byImdbId - found.byTmdbId - found.byTitle;
  return { films, ...found, notFound, matchRate: films === 0 ? 0 : 1 - notFound / films };
}
