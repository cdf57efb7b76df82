import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MovierecError } from '../../errors.ts';
import { scan } from '../parsing/delimited.ts';
import { engineTypes, Fault, integer, optionalNumber, text, type Field } from '../parsing/field.ts';
import { mapped } from '../parsing/mapped.ts';
import { separator, sift } from '../parsing/sift.ts';
import type { Desk } from '../parsing/write-table.ts';
import { headingsOf } from '../sources/heading.ts';
import { baseName, RawFiles, type RawFile } from '../sources/raw-files.ts';
import { unpackGzip } from '../unpack/unpack-gzip.ts';
import type { MetadataReading } from './metadata-source.ts';
import { mostCast } from './most-cast.ts';
import { numberOf } from './wanted-films.ts';

/** A file, which may be missing, and the column of its films' TMDB ids. */
export interface TmdbFile {
  readonly file: RawFile | undefined;
  readonly id: string;
}

/** The files of a layout with TMDB's films. Lists stand in CSV as text, which `parse` reads. */
export interface TmdbFiles {
  readonly films: TmdbFile;
  readonly credits: TmdbFile;
  /** Where the keywords do not stand with the films. */
  readonly keywords?: TmdbFile;
  /** TMDB ids with IMDb's, where the films' own file has none or not for all. */
  readonly links?: RawFile | undefined;
  /** The column of IMDb ids in the films' file, where it has one. */
  readonly imdb?: string;
  /** @throws SyntaxError */
  readonly parse: (text: string) => unknown;
}

/** Between the members of a list; a control character that means just this. */
const between = '\x1e';
/** The id of a film; where it is missing the row is of no use, and at fault unless said otherwise. */
const id: Field = integer('id');
const neededId: Field = { ...id, required: true };
/** What stands in a plot where there is none. */
const noPlot = '^no (movie )?(overview|plot)( (available|found|yet))?\\.?$';

/** How the tables are made from files of TMDB's, whose layouts differ in little but names. */
export async function readTmdb(files: TmdbFiles, desk: Desk): Promise<MetadataReading> {
  const { films, credits, keywords, links, imdb, parse } = files;
  const names = list(parse, 'name');
  await load('tmdb_films', films, desk, [
    { field: text('imdb'), column: imdb },
    { field: text('title'), column: 'title' },
    { field: text('original'), column: 'original_title' },
    { field: text('released'), column: 'release_date' },
    { field: text('plot'), column: 'overview' },
    { field: optionalNumber('runtime'), column: 'runtime' },
    { field: text('language'), column: 'original_language' },
    { field: text('genres'), column: 'genres', make: names },
    { field: optionalNumber('rating'), column: 'vote_average' },
    { field: optionalNumber('votes'), column: 'vote_count' },
    { field: text('keywords'), column: keywords ? undefined : 'keywords', make: names },
  ]);
  if (keywords) {
    await load('tmdb_keywords', keywords, desk, [{ field: text('keywords'), column: 'keywords', make: names }]);
  } else {
    await desk.database.run('CREATE OR REPLACE TEMP TABLE tmdb_keywords AS SELECT id, keywords FROM tmdb_films');
  }
  await load('tmdb_credits', credits, desk, [
    { field: text('cast'), column: 'cast', make: list(parse, 'name', byBilling) },
    { field: text('director'), column: 'crew', make: list(parse, 'name', (crew) => crew.filter(isDirector)) },
    { field: text('writer'), column: 'crew', make: list(parse, 'name', (crew) => crew.filter(isWriter)) },
  ]);
  const linked = [{ field: text('imdb'), column: 'imdbId' }];
  await load('tmdb_links', { file: links, id: 'tmdbId' }, desk, linked, id);
  const all = ['films', 'keywords', 'credits'].map((table) => `SELECT id FROM tmdb_${table}`).join(' UNION ');
  return {
    titles: `SELECT a.id AS key, coalesce(${numberOf('f.imdb')}, ${numberOf('l.imdb')}) AS imdb, a.id AS tmdb,
        f.title, f.original, try_cast(left(f.released, 4) AS INTEGER) AS year, true AS feature, f.votes
      FROM (${all}) a LEFT JOIN tmdb_films f USING (id) LEFT JOIN tmdb_links l USING (id)`,
    tables: () => Promise.resolve(selects),
  };
}

const listed = (column: string): string => `unnest(list_distinct(string_split(${column}, '${between}')))`;
const roleOf = (role: string, most = 'len(people)'): string => `SELECT id, '${role}' AS role,
    unnest(people[1:${most}]) AS name, unnest(range(1, least(len(people), ${most}) + 1))::INTEGER AS position
  FROM (SELECT id, string_split("${role}", '${between}') AS people FROM tmdb_credits WHERE "${role}" <> '')`;
const from = (table: string): string => `FROM joined JOIN ${table} ON id = key`;

const selects = {
  people: `SELECT movie, name, role, position ${from(
    `(${roleOf('director')} UNION ALL ${roleOf('writer')} UNION ALL ${roleOf('cast', String(mostCast))})`,
  )}`,
  plots: `SELECT movie, trim(plot) AS plot ${from('tmdb_films')}
    WHERE trim(plot) <> '' AND NOT regexp_full_match(lower(trim(plot)), '${noPlot}')`,
  keywords: `SELECT movie, ${listed('keywords')} AS keyword ${from('tmdb_keywords')} WHERE keywords <> ''`,
  details: `SELECT movie, nullif(round(runtime), 0)::INTEGER AS runtime, nullif(language, '') AS language,
      CASE WHEN genres <> '' THEN string_split(genres, '${between}') END AS genres,
      try_cast(left(released, 4) AS INTEGER) AS year ${from('tmdb_films')}`,
  votes: `SELECT movie, NULL AS imdbRating, NULL AS imdbVotes, rating AS tmdbRating, votes::INTEGER AS tmdbVotes
    ${from('tmdb_films')} WHERE rating > 0`,
};

interface Taken {
  readonly field: Field;
  /** Nothing where the layout has none. */
  readonly column: string | undefined;
  readonly make?: (text: string) => string;
}

/** A table of a file's rows by their `id`, of several with one id the first; an empty one where there is no file. */
async function load(
  table: string,
  { file, id: idColumn }: TmdbFile,
  desk: Desk,
  taken: readonly Taken[],
  key: Field = neededId,
): Promise<void> {
  const { database, folder, rejected, context } = desk;
  const fields = [key, ...taken.map(({ field }) => field)];
  const path = join(folder, `.${table}.sifted`);
  const unpacked = `${path}.raw`;
  let from = `(SELECT ${fields.map(({ name, type }) => `NULL::${engineTypes[type]} AS "${name}"`).join(', ')} WHERE false)`;
  if (file) {
    const raw = /\.gz$/i.test(file.path) ? await unpackGzip(file.path, file.name, unpacked, context) : file;
    const columns = [...new Set([idColumn, ...taken.flatMap(({ column }) => column ?? [])])];
    const rows = await open(raw, columns);
    const places = new Map(rows.fields.map(({ name }, at) => [name, at]));
    const input = mapped(rows, fields, (values) => {
      const made = [values[places.get(idColumn)!]];
      for (const { column, make = same } of taken) {
        try {
          made.push(column === undefined ? '' : make(values[places.get(column)!]));
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
          return new Fault(`${column} cannot be read: ${error.message}`);
        }
      }
      return made;
    });
    await sift(input, path, rejected, database, context);
    from = `(${scan(path, { delimiter: separator, columns: fields })})`;
  }
  await database.run(`CREATE OR REPLACE TEMP TABLE ${table} AS SELECT * REPLACE (id::BIGINT AS id) FROM ${from}
    WHERE id IS NOT NULL QUALIFY row_number() OVER (PARTITION BY id) = 1`);
  for (const temporary of [path, unpacked]) await rm(temporary, { force: true });
}

const same = (value: string): string => value;

/** @throws EMPTY_FILE, BAD_COLUMNS */
async function open(file: RawFile, columns: readonly string[]) {
  const [heading] = await headingsOf(new RawFiles([file]));
  if (!heading) throw new MovierecError('EMPTY_FILE', `${file.name} is empty, or no text.`, 'Get it again.');
  const missing = columns.find((column) => !heading.names.includes(column));
  if (missing === undefined) return heading.open(columns.map((column) => ({ field: text(column), column })));
  throw new MovierecError(
    'BAD_COLUMNS',
    `${baseName(file)} has no column "${missing}"; its columns are ${heading.names.slice(0, 25).join(', ').slice(0, 300)}.`,
    'Get it again, or take it out of the folder.',
  );
}

type Member = Readonly<Record<string, unknown>>;

/** Makes a list of objects one text: a member of each, which must be a text that says something. */
function list(
  parse: TmdbFiles['parse'],
  member: string,
  choose: (members: Member[]) => Member[] = (members) => members,
): (text: string) => string {
  return (text) => {
    const found = text.trim() === '' ? [] : parse(text);
    if (!Array.isArray(found)) throw new SyntaxError('it is no list');
    const members = found.filter((each): each is Member => typeof each === 'object' && each !== null);
    const values = choose(members).map((each) => each[member]);
    const texts = values
      .filter((value) => typeof value === 'string')
      .map((value) => value.replaceAll(between, ' ').trim());
    return [...new Set(texts.filter((value) => value !== ''))].join(between);
  };
}

const byBilling = (cast: Member[]): Member[] =>
  cast.sort((a, b) => Number(a['order'] ?? Infinity) - Number(b['order'] ?? Infinity)).slice(0, 4 * mostCast);
const isDirector = ({ job }: Member): boolean => job === 'Director';
const isWriter = ({ department, job }: Member): boolean =>
  department === 'Writing' || job === 'Writer' || job === 'Screenplay' || job === 'Story';
