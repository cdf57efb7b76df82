import { join } from 'node:path';
import { quoted, type Database } from '../../artifacts/database.ts';
import { schema, type TableName } from '../schema.ts';
import { mergeFilms, type Film, type RawFilm } from './merge-films.ts';

/**
 * From table `raw`, or how often films are `rated` (movie, ratings), and the interim tables makes the catalog: every film of the source and every id that was rated or that
 * an event is of, films listed twice made one; years and genres that the source lacks come from `details`. Leaves table `films` (movie, title, year, genres; in order of id) and table `film_ids`
 * (movie, index, canonical): what any raw id means.
 */
export async function cleanFilms(
  database: Database,
  interim: string,
  tables: ReadonlySet<TableName>,
  merge: boolean,
  rated = '(SELECT movie, count(*) AS ratings FROM raw GROUP BY movie)',
): Promise<Film[]> {
  const rows = await database.rows<RawFilm>(
    `WITH rated AS (SELECT movie, ratings FROM ${rated}),
       listed AS (SELECT movie, ${first('title')}, ${first('year')}, ${first('genres')}
         FROM ${tables.has('movies') ? parquet(interim, 'movies') : nothing('movies')} GROUP BY movie),
       used AS (SELECT DISTINCT movie FROM ${tables.has('events') ? parquet(interim, 'events') : nothing('events')}),
       linked AS (SELECT movie, any_value(${imdbId} ORDER BY file_row_number) AS imdb
         FROM ${tables.has('links') ? parquet(interim, 'links') : nothing('links')} GROUP BY movie),
       told AS (SELECT movie, ${first('year')}, ${first('genres')}
         FROM ${tables.has('details') ? parquet(interim, 'details') : nothing('details')} GROUP BY movie)
     SELECT movie, title, coalesce(l.year, t.year) AS year, l.genres, t.genres AS otherGenres, imdb,
       coalesce(ratings, 0) AS ratings
     FROM listed l FULL JOIN rated r USING (movie) FULL JOIN used USING (movie) LEFT JOIN linked k USING (movie) LEFT JOIN told t USING (movie)
     ORDER BY try_cast(movie AS BIGINT) NULLS LAST, 1`,
  );
  const films = mergeFilms(rows, { merge });
  await database.run('CREATE TEMP TABLE films (movie VARCHAR, title VARCHAR, year INTEGER, genres VARCHAR[])');
  await database.insert(
    'films',
    films.map(({ movie, title, year, genres }) => [movie, title, year, genres]),
  );
  await database.run('CREATE TEMP TABLE film_ids (movie VARCHAR, index INTEGER, canonical VARCHAR)');
  await database.insert('film_ids', idsOf(films));
  return films;
}

/** Drops the films that a k-core filter left without ratings, from `films`, `film_ids` and `ratings` alike. */
export async function dropUnratedFilms(database: Database): Promise<void> {
  await keepFilms(database, '(SELECT item FROM ratings)');
  await database.run(`CREATE OR REPLACE TEMP TABLE ratings AS SELECT user, new AS item, rating, time
    FROM ratings JOIN kept_films ON item = old ORDER BY 1, 2`);
}

/** Leaves in `films` and `film_ids` those with an `item` alone; table `kept_films` says their numbers, `old` and `new`. */
export async function keepFilms(database: Database, kept: string): Promise<void> {
  await database.run(`CREATE TEMP TABLE kept_films AS SELECT rowid AS old, (row_number() OVER (ORDER BY rowid) - 1)::INTEGER
    AS new FROM films WHERE rowid IN (SELECT item FROM ${kept})`);
  await database.run(`CREATE OR REPLACE TEMP TABLE film_ids AS SELECT movie, new AS index, canonical
    FROM film_ids JOIN kept_films ON index = old`);
  await database.run(`CREATE OR REPLACE TEMP TABLE films AS SELECT movie, title, year, genres
    FROM films JOIN kept_films ON films.rowid = old ORDER BY old`);
}

/**
 * Copies the tables about films and people that need no cleaning of their own, under the canonical ids of films. Of what
 * is told of each film once, a film that stood in the list twice keeps what is told of one of the two.
 */
export async function copyTables(
  database: Database,
  interim: string,
  processed: string,
  tables: ReadonlySet<TableName>,
): Promise<void> {
  for (const table of [
    'tags',
    'links',
    'genome',
    'people',
    'events',
    'votes',
    'plots',
    'keywords',
    'details',
  ] as const) {
    if (!tables.has(table)) continue;
    const columns = Object.keys(schema[table]).map((name) => (name === 'movie' ? 'f.canonical AS movie' : `t.${name}`));
    const group = toldOnce[table];
    const once = group
      ? `QUALIFY t.movie = first_value(t.movie) OVER
          (PARTITION BY ${group} ORDER BY t.movie <> f.canonical, t.file_row_number)`
      : '';
    // An older version may have written fewer columns.
    const rows = `(SELECT * FROM ${parquet(interim, table)} UNION ALL BY NAME SELECT * FROM ${nothing(table)})`;
    await database.run(`COPY (SELECT ${columns.join(', ')} FROM ${rows} t
      JOIN film_ids f ON t.movie = f.movie ${once}
      ORDER BY t.file_row_number) TO ${quoted(join(processed, `${table}.parquet`))} (FORMAT parquet)`);
  }
}

/** Tables that tell of each film once, and for which rows of them that holds. */
const toldOnce: Readonly<Partial<Record<TableName, string>>> = {
  people: 'f.canonical, t.role',
  votes: 'f.canonical',
  plots: 'f.canonical',
  keywords: 'f.canonical',
  details: 'f.canonical',
};

/** IMDb's id, in which neither `tt` nor zeros in front matter. */
const imdbId = "coalesce(try_cast(regexp_replace(imdb, '^tt', '') AS BIGINT)::VARCHAR, imdb)";

/** An interim table; its rows are numbered in `file_row_number`, by which results are the same on any threads. */
export const parquet = (folder: string, table: TableName): string =>
  `read_parquet(${quoted(join(folder, `${table}.parquet`))}, file_row_number = true)`;

/** Of several rows the first value that is known. */
const first = (column: string): string => `any_value(${column} ORDER BY file_row_number) AS ${column}`;

/** An empty table with the columns of the schema. */
function nothing(table: TableName): string {
  const columns = Object.entries(schema[table]).map(([name, type]) => `NULL::${type} AS ${name}`);
  return `(SELECT ${columns.join(', ')}, 0 AS file_row_number WHERE false)`;
}

function* idsOf(films: readonly Film[]): Generator<[string, number, string]> {
  for (const [index, { movie, ids }] of films.entries()) for (const id of ids) yield [id, index, movie];
}
