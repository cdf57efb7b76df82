import { join } from 'node:path';
import { quoted, type Database } from '../../artifacts/database.ts';
import { filmNames } from '../cleaning/film-names.ts';
import { parseTitle } from '../cleaning/parse-title.ts';
import type { TableName } from '../schema.ts';

/** What punctuation there is in plain English titles: for those, this does what `\W` does, and ten times as fast. */
const plainSigns = ' !"#$%\'()*+,-./:;<=>?@[\\]^_`{|}~';

/**
 * A title without what spellings differ in: case, accents on Latin letters, blanks and signs; & is "and". Other scripts
 * keep their marks, which are letters there. A title of signs alone stays as it is.
 */
const nameKey = `CREATE OR REPLACE TEMP MACRO name_key(title) AS coalesce(nullif(CASE
  WHEN strlen(title) = length(title) THEN translate(replace(lower(title), '&', 'and'), ${quoted(plainSigns)}, '')
  ELSE regexp_replace(replace(lower(CASE WHEN regexp_full_match(title, '[\\p{Latin}\\p{Common}\\p{Inherited}]*')
    THEN strip_accents(title) ELSE nfc_normalize(title) END), '&', 'and'), '[^\\p{L}\\p{N}\\p{M}]+', '', 'g') END, ''), lower(title))`;

/**
 * Of the films in table `catalog` makes table `wanted`: `movie`, `imdb` and `tmdb` (as numbers, so that zeros in front
 * and `tt` do not matter); and table `wanted_names`: `movie`, all that it is called as a `name_key`, and its `year`.
 * `idsOfImdb` says that the set's own ids are IMDb's.
 */
export async function makeWantedFilms(
  database: Database,
  folder: string,
  tables: ReadonlySet<TableName>,
  idsOfImdb: boolean,
): Promise<void> {
  const parquet = (table: TableName): string => `read_parquet(${quoted(join(folder, `${table}.parquet`))})`;
  const linked = tables.has('links')
    ? `SELECT movie, min(${numberOf('imdb')}) AS imdb, min(${numberOf('tmdb')}) AS tmdb FROM ${parquet('links')} GROUP BY movie`
    : 'SELECT NULL::VARCHAR AS movie, NULL::BIGINT AS imdb, NULL::BIGINT AS tmdb WHERE false';
  const isImdb = idsOfImdb ? 'true' : "regexp_full_match(movie, 'tt\\d{7,}')";
  await database.run(`CREATE TEMP TABLE wanted AS SELECT movie,
      coalesce(imdb, CASE WHEN ${isImdb} THEN ${numberOf('movie')} END) AS imdb, tmdb
    FROM catalog LEFT JOIN (${linked}) USING (movie)`);

  const listed = tables.has('movies')
    ? `SELECT movie, any_value(title) AS title, any_value(year) AS year FROM ${parquet('movies')} GROUP BY movie`
    : 'SELECT NULL::VARCHAR AS movie, NULL::VARCHAR AS title, NULL::INTEGER AS year WHERE false';
  const films = await database.rows<{ movie: string; title: string | null; year: number | null }>(
    `SELECT movie, title, year FROM catalog LEFT JOIN (${listed}) USING (movie) ORDER BY movie`,
  );
  await database.run('CREATE TEMP TABLE raw_names (movie VARCHAR, name VARCHAR, year INTEGER)');
  await database.insert('raw_names', films.flatMap(namesOf));
  await database.run(`${nameKey};
    CREATE TEMP TABLE wanted_names AS SELECT DISTINCT movie, name_key(name) AS name, year FROM raw_names`);
}

/** Without a year the title alone is too little to tell which film is meant. */
function namesOf({ movie, title, year: listed }: { movie: string; title: string | null; year: number | null }) {
  const raw = title?.trim() || movie;
  const year = parseTitle(raw).year ?? listed;
  return year === null ? [] : filmNames(raw).map((name) => [movie, name, year]);
}

/** An id as a number: `tt0113277`, `0113277` and `113277` are the same; 0 and what is no number are no ids. */
export const numberOf = (column: string): string =>
  `nullif(try_cast(regexp_replace(trim(${column}), '^tt|\\.0$', '', 'g') AS BIGINT), 0)`;
