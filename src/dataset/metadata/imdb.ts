import { integer, number, text } from '../parsing/field.ts';
import type { Desk } from '../parsing/write-table.ts';
import type { RawFiles } from '../sources/raw-files.ts';
import type { MetadataReading, MetadataSource, MetadataTable } from './metadata-source.ts';
import { mostCast } from './most-cast.ts';
import { scanTsv } from './scan-tsv.ts';

const [basics, ratings, crew, principals, names] = [
  'title.basics.tsv',
  'title.ratings.tsv',
  'title.crew.tsv',
  'title.principals.tsv',
  'name.basics.tsv',
];

/** `tt0113277` as 113277; nothing for what is no id. */
const idOf = (column: string): string => `try_cast(substr(${column}, 3) AS BIGINT)`;
const people = ['imdb_crew', 'imdb_principals'] as const;
/** Categories of title.principals by role. */
const roles = `CASE WHEN category IN ('actor', 'actress', 'self') THEN 'cast' ELSE category END`;

/** IMDb's non-commercial files, any of them: titles, votes, directors, writers and cast of everything ever filmed. */
export const imdb: MetadataSource = {
  name: 'imdb',
  kind: 'imdb',
  summary: `IMDb's ${[basics, ratings, crew, principals, names].join(', ')}, any of them, packed (.gz) or not`,
  files: [basics, ratings, crew, principals, names],
  telling: 5,

  async read(files, desk) {
    await readTitles(files, desk);
    return {
      titles: `SELECT key, key AS imdb, NULL::BIGINT AS tmdb, t.title, t.original, t.year, t.feature, r.votes
        FROM imdb_titles t LEFT JOIN imdb_ratings r USING (key)`,
      tables: () => readTables(files, desk),
    } satisfies MetadataReading;
  },
};

/** Leaves the titles that are wanted by id or name in `imdb_titles`, and their votes in `imdb_ratings`. */
async function readTitles(files: RawFiles, desk: Desk): Promise<void> {
  const { database } = desk;
  const known = 'SELECT imdb FROM wanted WHERE imdb IS NOT NULL';
  const file = files.find(basics);
  if (file) {
    // An episode is wanted by its id or not at all: there are millions of them, many called "Pilot".
    const named = (column: string, when = 'true'): string =>
      `CASE WHEN titleType NOT IN ('tvEpisode', 'videoGame') AND ${when} THEN name_key(${column}) END
        IN (SELECT name FROM wanted_names)`;
    await scanTsv(
      'imdb_titles',
      file,
      [
        ...['tconst', 'titleType', 'primaryTitle', 'originalTitle'].map(text),
        ...['startYear', 'runtimeMinutes'].map(integer),
        text('genres'),
      ],
      (source) => `SELECT ${idOf('tconst')} AS key, primaryTitle AS title, originalTitle AS original, startYear AS year,
          titleType = 'movie' AS feature, runtimeMinutes AS runtime, string_split(genres, ',') AS genres
        FROM ${source}
        WHERE ${idOf('tconst')} IN (${known}) OR ${named('primaryTitle')}
          OR ${named('originalTitle', 'originalTitle <> primaryTitle')}`,
      desk,
    );
  } else {
    // Without titles films are known by their ids alone.
    await database.run(`CREATE OR REPLACE TEMP TABLE imdb_titles AS SELECT DISTINCT imdb AS key, NULL::VARCHAR AS title,
      NULL::VARCHAR AS original, NULL::INTEGER AS year, true AS feature, NULL::INTEGER AS runtime,
      NULL::VARCHAR[] AS genres FROM wanted WHERE imdb IS NOT NULL`);
  }
  await scanOrNothing(
    'imdb_ratings',
    files,
    ratings,
    [text('tconst'), number('averageRating'), integer('numVotes')],
    (source) => `SELECT ${idOf('tconst')} AS key, averageRating AS rating, numVotes AS votes FROM ${source}
      WHERE ${idOf('tconst')} IN (SELECT key FROM imdb_titles)`,
    desk,
  );
}

async function readTables(files: RawFiles, desk: Desk): Promise<Partial<Record<MetadataTable, string>>> {
  const joined = 'SELECT key FROM joined';
  await scanOrNothing(
    'imdb_crew',
    files,
    crew,
    ['tconst', 'directors', 'writers'].map(text),
    (source) => {
      const listed = (role: string, list: string): string => `SELECT key, '${role}' AS role, unnest(${list}) AS person,
        unnest(range(len(${list}))) AS place FROM crew`;
      return `WITH crew AS MATERIALIZED (SELECT ${idOf('tconst')} AS key, string_split(directors, ',') AS directors,
          string_split(writers, ',') AS writers FROM ${source} WHERE ${idOf('tconst')} IN (${joined}))
        ${listed('director', 'directors')} UNION ALL ${listed('writer', 'writers')}`;
    },
    desk,
  );
  await scanOrNothing(
    'imdb_principals',
    files,
    principals,
    [text('tconst'), integer('ordering'), text('nconst'), text('category')],
    (
      source,
    ) => `SELECT ${idOf('tconst')} AS key, ${roles} AS role, nconst AS person, ordering::BIGINT AS place FROM ${source}
      WHERE category IN ('actor', 'actress', 'self', 'director', 'writer') AND ${idOf('tconst')} IN (${joined})`,
    desk,
  );
  const persons = people.map((table) => `SELECT person FROM ${table}`).join(' UNION ');
  await scanOrNothing(
    'imdb_names',
    files,
    names,
    ['nconst', 'primaryName'].map(text),
    (source) => `SELECT nconst AS person, primaryName AS name FROM ${source} WHERE nconst IN (${persons})`,
    desk,
  );
  await tellNameless(files, desk);
  return {
    ...(files.find(basics) && {
      details: `SELECT movie, runtime, NULL AS language, genres, year FROM joined JOIN imdb_titles USING (key)`,
    }),
    ...(files.find(ratings) && {
      votes: `SELECT movie, rating AS imdbRating, votes AS imdbVotes, NULL AS tmdbRating, NULL AS tmdbVotes
        FROM joined JOIN imdb_ratings USING (key)`,
    }),
    ...(files.find(names) && { people: selectPeople }),
  };
}

/** The order in title.crew counts; where it has nobody in a role, that of title.principals. */
const selectPeople = `WITH listed AS (
    SELECT *, 0 AS source FROM imdb_crew UNION ALL SELECT *, 1 AS source FROM imdb_principals),
  named AS (SELECT key, role, name, source, min(place) AS place FROM listed JOIN imdb_names USING (person)
    WHERE name IS NOT NULL GROUP BY ALL),
  chosen AS (SELECT * FROM named QUALIFY source = min(source) OVER (PARTITION BY key, role)),
  placed AS (SELECT key, name, role, row_number() OVER (PARTITION BY key, role ORDER BY place, name)::INTEGER AS position
    FROM chosen)
  SELECT movie, name, role, position FROM joined JOIN placed USING (key)
  WHERE role <> 'cast' OR position <= ${mostCast}`;

async function tellNameless(files: RawFiles, { database, context }: Desk): Promise<void> {
  const { nameless } = await database.row<{ nameless: number }>(`SELECT count(DISTINCT person) AS nameless FROM
    (${people.map((table) => `SELECT person FROM ${table}`).join(' UNION ')}) WHERE person NOT IN (SELECT person FROM imdb_names)`);
  if (nameless === 0) return;
  const why = files.find(names) ? `${names} does not have them` : `they stand in ${names}, which is not there`;
  context.log(`${nameless} people are left out for want of a name: ${why}.`);
}

/** An empty table of the same columns where the file is not there. */
async function scanOrNothing(
  table: keyof typeof nothing,
  files: RawFiles,
  name: string,
  columns: Parameters<typeof scanTsv>[2],
  select: Parameters<typeof scanTsv>[3],
  desk: Desk,
): Promise<void> {
  const file = files.find(name);
  if (file) await scanTsv(table, file, columns, select, desk);
  else await desk.database.run(`CREATE OR REPLACE TEMP TABLE ${table} (${nothing[table]})`);
}

const nothing = {
  imdb_ratings: 'key BIGINT, rating FLOAT, votes INTEGER',
  imdb_crew: 'key BIGINT, role VARCHAR, person VARCHAR, place BIGINT',
  imdb_principals: 'key BIGINT, role VARCHAR, person VARCHAR, place BIGINT',
  imdb_names: 'person VARCHAR, name VARCHAR',
} as const;
