import { copyFile, rm } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { Database, quoted } from '../artifacts/database.ts';
import { readManifest } from '../artifacts/manifest.ts';
import { runStage, type Fresh } from '../artifacts/run-stage.ts';
import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';
import { simulatedName } from '../dataset/generator/simulated.ts';
import type { ByTable } from '../dataset/databases/by-table.ts';
import { addMetadata, type MetadataJoin, type OpenMetadata } from '../dataset/metadata/add-metadata.ts';
import { coverageOf, makeCatalog, type Coverage } from '../dataset/metadata/coverage.ts';
import { RejectedRows } from '../dataset/parsing/rejected-rows.ts';
import { writeTable } from '../dataset/parsing/write-table.ts';
import type { Scale } from '../dataset/ratings.ts';
import { tableNames, type TableName } from '../dataset/schema.ts';
import { termsOfUse } from '../dataset/sources/terms-of-use.ts';
import { baseName, type RawFiles } from '../dataset/sources/raw-files.ts';
import { detectSource, sourceOf } from '../dataset/sources/registry.ts';
import type { Source } from '../dataset/sources/source.ts';
import { simulationMark } from '../dataset/unpack/simulation-mark.ts';
import { inputFiles, unpack } from '../dataset/unpack/unpack.ts';
import { MovierecError } from '../errors.ts';
import { acquire } from './acquire.ts';
import { chooseMetadata, openChosen } from './choose-metadata.ts';
import { checkName, datasetName } from './dataset-name.ts';

export interface IngestOptions {
  readonly workspace: Workspace;
  /**
   * A folder, a .zip, a .gz, a file, a URL, or the address of a database: `mysql://USER@HOST/DATABASE`,
   * `mongodb://USER@HOST/DATABASE.COLLECTION`, which is read into data/raw. Without it the data set of the name, the built-in `demo` or one of those that
   * `datasets()` lists, which is downloaded; without a name what lies in data/raw, else the built-in one.
   */
  readonly from?: string | undefined;
  /** What the data set shall be called; the name of the folder or file unless given. */
  readonly dataset?: string | undefined;
  /** The name of a source; found out from the files unless given. */
  readonly format?: string | undefined;
  /**
   * Which column is what: `{ user: 'uid', movie: 'film', rating: 'stars' }`. Of documents a path, `film.id`; of a database's
   * other tables with the table's name before it: `{ 'movies.title': 'name' }`.
   */
  readonly columns?: Readonly<Record<string, string>> | undefined;
  /**
   * Of a database, the table (view, collection) with the ratings, or each of movierec's own tables by its name:
   * `{ ratings: 'votes', movies: 'films' }`; there may be ratings, events, movies, users, tags, links.
   */
  readonly table?: ByTable | undefined;
  /** Instead of a table a SELECT of MySQL, or a filter of MongoDB, as JSON, on the documents of `table`. */
  readonly query?: ByTable | undefined;
  /**
   * The columns, divided by commas, in the order of which rows are read, so that an interrupted run can be gone on with:
   * the table's primary key unless given. A query has none unless given.
   */
  readonly key?: ByTable | undefined;
  /**
   * Folders with IMDb's and TMDB's film metadata; `none` for going without. Where nothing is said, those that the same
   * data were ingested with the last time.
   */
  readonly imdb?: string | undefined;
  readonly tmdb?: string | undefined;
  readonly force?: boolean | undefined;
}

export interface IngestResult {
  readonly dataset: string;
  readonly source: string;
  readonly feedback: 'explicit' | 'implicit';
  /** The scale that the format says the ratings are on. */
  readonly scale: Scale | null;
  /** Every id is a film of its own, so that `clean` has none to merge. */
  readonly distinctFilms: boolean;
  /** Made by a simulation, not by people. */
  readonly simulated: boolean;
  /** Rows by table. */
  readonly tables: Readonly<Partial<Record<TableName, number>>>;
  /** People with a rating or event. */
  readonly users: number;
  /** Films in the catalog; without one, films with a rating or event. */
  readonly movies: number;
  /** How the films were found in the metadata that was given. */
  readonly metadata: readonly MetadataJoin[];
  /** Of how many films there are people, plots, tags, and so on, whoever knows them. */
  readonly coverage: readonly Coverage[];
  /** Rows set aside in rejected.csv. */
  readonly rejected: number;
  /** The terms of use in short; they stand beside the tables in full. */
  readonly license?: string;
  /** Where the raw files were: from the workspace's folder if inside it. */
  readonly from: string;
  /** The artifact's folder, from the workspace's. */
  readonly path: string;
  readonly seconds: number;
}

/**
 * Reads raw files as they come and writes data/interim/<dataset>: a Parquet file for each table of `schema`, with every
 * row that is well formed, and `rejected.csv` with every one that is not.
 * Film metadata is joined to its films.
 * @throws UNKNOWN_DATASET, DOWNLOAD_FAILED, BAD_CHECKSUM; of databases BAD_ADDRESS, WRONG_CREDENTIALS, NO_ACCESS, UNREACHABLE,
 * CONNECTION_LOST, NO_SUCH_TABLE, DATABASE_FAILED; USAGE, UNKNOWN_FORMAT, BAD_COLUMNS, MISSING_FILE, EMPTY_FILE, BAD_FILE, BAD_ARCHIVE, NOT_A_DATASET, NO_RATINGS
 */
export async function ingest(given: IngestOptions, context: Context): Promise<Fresh<IngestResult>> {
  const { workspace, format, force = false } = given;
  const options = { ...given, ...(await acquire(given, context)) };
  const { columns } = options;
  const from = resolve(options.from);
  const dataset = options.dataset === undefined ? datasetName(basename(from)) : checkName(options.dataset);
  const chosen = format === undefined ? undefined : sourceOf(format);
  const started = context.now();
  const found = await inputFiles(from);
  const mark = await simulationMark(from);
  const inputs = [...found, ...mark];
  const origin = originOf(workspace, from);
  const folder = workspace.interim(dataset);
  const manifest = await readManifest(folder);
  const before = manifest?.result['from'];
  if (options.dataset === undefined && before !== undefined && before !== origin) {
    context.log(`This replaces "${dataset}", which came from ${String(before)}; --dataset NAME keeps both.`);
  }
  const metadata = await chooseMetadata(options, before === origin ? manifest?.options : undefined, context);
  for (const { paths } of metadata) inputs.push(...paths);
  const folders = Object.fromEntries(metadata.map(({ kind, from: path }) => [kind, originOf(workspace, path)]));
  const resolved = { format: format ?? null, columns: columns ?? null, ...folders };

  const result = await runStage(
    { workspace, stage: 'ingest', dataset, folder, options: resolved, inputs, force },
    context,
    async (temporary) => {
      const raw = join(temporary, '.raw');
      const open = await openChosen(metadata, raw, context);
      const files = await unpack(from, raw, context);
      const source = chosen ?? (await sourceFor(files, columns));
      context.log(`Reading ${basename(from)} in the format "${source.name}".`);
      const converted = await convert(source, files, columns, open, temporary, context);
      await rm(raw, { recursive: true, force: true });
      const path = relative(workspace.root, folder);
      return {
        dataset,
        source: source.name,
        ...converted,
        // However the files are read, and even one of them alone: what a program made stays marked.
        simulated: converted.simulated || mark.length > 0 || files.find(simulatedName) !== undefined,
        from: origin,
        path,
        seconds: (context.now() - started) / 1000,
      };
    },
  );
  if ((await workspace.datasets())[0] !== dataset) await workspace.makeCurrent(dataset);
  return result;
}

/** A path as it is recorded: from the workspace's folder if inside it. */
function originOf({ root }: Workspace, path: string): string {
  const inside = relative(root, path);
  return inside.startsWith('..') ? path : inside;
}

/** Named columns speak for a table, or for events where such columns are named. */
async function sourceFor(files: RawFiles, columns?: Readonly<Record<string, string>>): Promise<Source> {
  if (!columns) return detectSource(files);
  return sourceOf('event' in columns || 'fraction' in columns ? 'events' : 'table');
}

async function convert(
  source: Source,
  files: RawFiles,
  columns: Readonly<Record<string, string>> | undefined,
  metadata: readonly OpenMetadata[],
  folder: string,
  context: Context,
) {
  const rejected = await RejectedRows.open(join(folder, 'rejected.csv'));
  try {
    return await Database.use(folder, context, async (database) => {
      const reading = await source.read(files, columns ? { columns } : {}, database, context);
      const present = tableNames.filter((name) => reading.tables[name]);
      const tables: Partial<Record<TableName, number>> = {};
      for (const [done, name] of present.entries()) {
        context.progress(done, present.length, name);
        tables[name] = await writeTable(name, reading.tables[name]!, { folder, database, rejected, context });
      }
      context.progress(present.length, present.length, 'converted');
      if (!tables.ratings && !tables.events) throw noRatings(files, rejected);
      const there = new Set(present.filter((name) => tables[name] !== undefined));
      await makeCatalog(database, folder, there);
      const desk = { folder, database, rejected, context };
      const added = await addMetadata(metadata, there, reading.idsOfImdb ?? false, desk);
      Object.assign(tables, added.tables);
      const license = await copyLicense(files, folder);
      return {
        feedback: reading.feedback ?? 'explicit',
        scale: reading.scale ?? null,
        distinctFilms: reading.distinctFilms ?? false,
        simulated: reading.simulated ?? false,
        tables,
        ...(await countOf(tables, folder, database)),
        metadata: added.joins,
        coverage: await coverageOf(database, folder, new Set(tableNames.filter((name) => tables[name] !== undefined))),
        rejected: rejected.count,
        ...(license && { license }),
      };
    });
  } finally {
    await rejected.close();
  }
}

async function countOf(tables: IngestResult['tables'], folder: string, database: Database) {
  const rated = (['ratings', 'events'] as const).filter((name) => tables[name]);
  const distinct = (column: string): Promise<{ count: number }> => {
    const parts = rated.map((name) => `SELECT ${column} FROM ${quoted(join(folder, `${name}.parquet`))}`);
    return database.row(`SELECT count(DISTINCT ${column}) AS count FROM (${parts.join(' UNION ALL ')})`);
  };
  return { users: (await distinct('user')).count, movies: tables.movies ?? (await distinct('movie')).count };
}

async function copyLicense(files: RawFiles, folder: string): Promise<string | undefined> {
  const { license } = files;
  if (!license) return undefined;
  await copyFile(license.path, join(folder, baseName(license)));
  return termsOfUse(await files.head(license), baseName(license));
}

function noRatings(files: RawFiles, { count, first }: RejectedRows): MovierecError {
  const what = files.all
    .map(({ name }) => name)
    .slice(0, 3)
    .join(', ');
  return first
    ? new MovierecError(
        'NO_RATINGS',
        `none of the rows of ${what} can be read (${count} tried); ${first.file}, line ${first.line}: ${first.reason}.`,
        'Check the format and which column is what: --columns user=…,movie=…,rating=…',
      )
    : new MovierecError('NO_RATINGS', `there are no ratings in ${what}.`, 'Give a file with at least one.');
}
