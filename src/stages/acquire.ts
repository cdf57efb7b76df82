import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workspace } from '../artifacts/workspace.ts';
import { isObjectAddress } from '../connections/object-address.ts';
import { schemeOf } from '../connections/scheme-of.ts';
import type { Context } from '../context.ts';
import { fetchDatabase } from '../dataset/databases/fetch-database.ts';
import type { DatabaseRequest } from '../dataset/databases/plan-reading.ts';
import { databaseKindOf } from '../dataset/databases/registry.ts';
import { fetchDataset } from '../dataset/downloads/fetch-dataset.ts';
import { fetchRaw } from '../dataset/downloads/fetch-raw.ts';
import { publishedDataset } from '../dataset/downloads/registry.ts';
import { MovierecError } from '../errors.ts';
import { checkName, datasetName } from './dataset-name.ts';
import { generateDemo } from './generate.ts';

export interface AcquireOptions extends DatabaseRequest {
  readonly workspace: Workspace;
  /** A folder, an archive, a file, a URL, an address of a store of objects, `s3://BUCKET/KEY`, or of a database. */
  readonly from?: string | undefined;
  readonly dataset?: string | undefined;
  readonly format?: string | undefined;
}

/** Raw data on this machine, and the name that the data set gets if its own will not do. */
export interface Acquired {
  readonly from: string;
  readonly dataset?: string;
  /** What the files name their columns already. */
  readonly columns?: undefined;
}

const isUrl = (given: string): boolean => /^https?:\/\//i.test(given);

/** Whether something is no path on this machine. */
export const isElsewhere = (given: string): boolean =>
  isUrl(given) || isObjectAddress(given) || databaseKindOf(given) !== undefined;

/**
 * A path on this machine of what is given by a path, a URL or an address of a store of objects; what is elsewhere comes to data/raw.
 * @throws DOWNLOAD_FAILED, BAD_ADDRESS, MISSING_FILE, and what the network and the disk do
 */
export async function bringHere(given: string, workspace: Workspace, context: Context): Promise<string> {
  if (isUrl(given)) return fetchRaw(given, workspace.raw(), context);
  requireKnown(given);
  if (!isObjectAddress(given)) return given;
  const { fetchObjects } = await import('../artifacts/objects/fetch-objects.ts');
  return fetchObjects(given, workspace.raw(), context);
}

/** @throws BAD_ADDRESS where it is of a kind that nothing here reads; the rest of it, which may hold a password, is not said */
function requireKnown(given: string): void {
  const scheme = schemeOf(given);
  if (scheme === undefined || isUrl(given) || isObjectAddress(given)) return;
  throw new MovierecError(
    'BAD_ADDRESS',
    `nothing here reads ${scheme}://.`,
    'Give a file or folder, https://…, s3://…, mysql://… or mongodb://…; other databases can write their rows to a CSV file.',
  );
}

/** The name of the data set that comes with the package. */
export const builtInDataset = 'demo';

/**
 * Finds what is to be ingested and says which: what `from` names, downloaded if it is a URL, read if it is a
 * database; else the data set of that
 * name, from data/raw, the package or GroupLens; else what lies in data/raw; else the built-in set.
 * @throws what `fetchDatabase` throws; UNKNOWN_DATASET, USAGE when several sets lie in data/raw, DOWNLOAD_FAILED, BAD_CHECKSUM
 */
export async function acquire(options: AcquireOptions, context: Context): Promise<Acquired> {
  const { workspace, from, dataset } = options;
  const named = dataset === undefined ? {} : { dataset };
  if (from !== undefined && databaseKindOf(from)) {
    return { from: await readDatabase({ ...options, from }, context), ...named, columns: undefined };
  }
  // Before it is said that --table goes with no such address.
  if (from !== undefined) requireKnown(from);
  forDatabases(options);
  if (from !== undefined) {
    return { from: await bringHere(from, workspace, context), ...named };
  }
  const lying = await rawEntries(workspace);
  if (dataset !== undefined) {
    const found = lying.find((name) => nameOf(name) === dataset);
    if (dataset === builtInDataset) return builtIn(workspace, context);
    if (found) return { from: workspace.raw(found), dataset };
    return { from: await fetchDataset(publishedDataset(dataset), workspace.raw(), context), dataset };
  }
  const [only, ...more] = lying;
  if (more.length > 0) {
    throw new MovierecError(
      'USAGE',
      `several data sets lie in data/raw: ${lying.join(', ')}.`,
      `Say which: movierec ingest --dataset ${nameOf(only)}`,
    );
  }
  if (only !== undefined) {
    context.log(`Ingesting what lies in data/raw: ${only}`);
    return { from: workspace.raw(only), ...(only === '.' && { dataset: nameOf(only) }) };
  }
  context.log('Nothing lies in data/raw: ingesting the built-in data set, real films and a simulated audience.');
  return builtIn(workspace, context);
}

function readDatabase(options: AcquireOptions & { from: string }, context: Context): Promise<string> {
  const { workspace, from, dataset, format } = options;
  if (format !== undefined) {
    throw new MovierecError(
      'USAGE',
      'a database has no --format.',
      'Say which column is what: --columns user=…,movie=…',
    );
  }
  const nameOf = dataset === undefined ? datasetName : () => checkName(dataset);
  const kind = databaseKindOf(from)!;
  return fetchDatabase({ ...options, kind, address: from.trim(), folder: workspace.raw(), nameOf }, context);
}

/** @throws USAGE */
function forDatabases(options: AcquireOptions): void {
  const given = (['table', 'query', 'key'] as const).find((name) => options[name] !== undefined);
  if (given === undefined) return;
  throw new MovierecError(
    'USAGE',
    `--${given} says what to read from a database, and --from names none.`,
    'Give --from mysql://USER@HOST/DATABASE or mongodb://USER@HOST/DATABASE',
  );
}

async function builtIn(workspace: Workspace, context: Context): Promise<Acquired> {
  const { folder } = await generateDemo(workspace.raw(builtInDataset), context);
  return { from: folder, dataset: builtInDataset };
}

/**
 * The folders and archives in data/raw, without the built-in set; where there are none, the files that lie there loose:
 * `.` for all of them together, but one by one where the built-in set lies beside them.
 */
async function rawEntries(workspace: Workspace): Promise<string[]> {
  const entries = await readdir(workspace.raw(), { withFileTypes: true }).catch(() => []);
  const visible = entries.filter(({ name }) => !name.startsWith('.') && !/\.(part|part\.json|md5|md)$/i.test(name));
  const own = visible.filter(({ name }) => name !== builtInDataset);
  const sets = own.filter((entry) => entry.isDirectory() || /\.(zip|gz)$/i.test(entry.name));
  if (sets.length === 0 && own.length > 0 && own.length === visible.length) return ['.'];
  return (sets.length > 0 ? sets : own).map(({ name }) => name).sort();
}

const nameOf = (entry: string): string =>
  entry === '.' ? 'my-ratings' : entry.replace(/(\.(csv|tsv|json|jsonl|dat|txt|parquet))?(\.(zip|gz))?$/i, '');

/** Where `run` looks for its settings. */
export const defaultConfig = (workspace: Workspace): string => join(workspace.root, 'movierec.yaml');
