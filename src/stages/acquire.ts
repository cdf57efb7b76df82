import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';
import { fetchDataset } from '../dataset/downloads/fetch-dataset.ts';
import { fetchRaw } from '../dataset/downloads/fetch-raw.ts';
import { publishedDataset } from '../dataset/downloads/registry.ts';
import { MovierecError } from '../errors.ts';
import { generateDemo } from './generate.ts';

export interface AcquireOptions {
  readonly workspace: Workspace;
  /** A folder, an archive, a file or a URL. */
  readonly from?: string | undefined;
  readonly dataset?: string | undefined;
}

/** Raw data on this machine, and the name that the data set gets if its own will not do. */
export interface Acquired {
  readonly from: string;
  readonly dataset?: string;
}

/** The name of the data set that comes with the package. */
export const builtInDataset = 'demo';

/**
 * Finds what is to be ingested and says which: what `from` names, downloaded if it is a URL; else the data set of that
 * name, from data/raw, the package or GroupLens; else what lies in data/raw; else the built-in set.
 * @throws UNKNOWN_DATASET, USAGE when several sets lie in data/raw, DOWNLOAD_FAILED, BAD_CHECKSUM
 */
export async function acquire({ workspace, from, dataset }: AcquireOptions, context: Context): Promise<Acquired> {
  const named = dataset === undefined ? {} : { dataset };
  if (from !== undefined) {
    return { from: /^https?:\/\//i.test(from) ? await fetchRaw(from, workspace.raw(), context) : from, ...named };
  }
  const lying = await rawEntries(workspace);
  if (dataset !== undefined) {
    const found = lying.find((name) => nameOf(name) === dataset);
    if (dataset === builtInDataset) return builtIn(workspace, context);
    if (found) return { from: workspace.raw(found), dataset };
    return { from: await fetchDataset(publishedDataset(dataset), workspace.raw(), context), dataset };
  }
  const own = lying.filter((name) => name !== builtInDataset);
  if (own.length > 1) {
    throw new MovierecError(
      'USAGE',
      `several data sets lie in data/raw: ${own.join(', ')}.`,
      `Say which: movierec ingest --dataset ${nameOf(own[0])}`,
    );
  }
  if (own.length === 1) {
    context.log(`Ingesting what lies in data/raw: ${own[0]}`);
    return { from: workspace.raw(own[0]), dataset: own[0] === '.' ? 'my-ratings' : nameOf(own[0]) };
  }
  context.log('Nothing lies in data/raw: ingesting the built-in data set, real films and a simulated audience.');
  return builtIn(workspace, context);
}

async function builtIn(workspace: Workspace, context: Context): Promise<Acquired> {
  const { folder } = await generateDemo(workspace.raw(builtInDataset), context);
  return { from: folder, dataset: builtInDataset };
}

/** Folders and archives in data/raw; `.` where loose files lie there instead. */
async function rawEntries(workspace: Workspace): Promise<string[]> {
  const entries = await readdir(workspace.raw(), { withFileTypes: true }).catch(() => []);
  const visible = entries.filter(({ name }) => !name.startsWith('.') && !/\.(part|part\.json|md5|md)$/i.test(name));
  const sets = visible.filter((entry) => entry.isDirectory() || /\.(zip|gz)$/i.test(entry.name));
  if (sets.length > 0) return sets.map(({ name }) => name).sort();
  return visible.length > 0 ? ['.'] : [];
}

const nameOf = (entry: string): string => entry.replace(/(\.(csv|tsv|json|jsonl|dat|txt))?\.(zip|gz)$/i, '');

/** Where `run` looks for its settings. */
export const defaultConfig = (workspace: Workspace): string => join(workspace.root, 'movierec.yaml');
