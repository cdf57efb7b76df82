import { join } from 'node:path';
import { readManifest, type Manifest } from '../artifacts/manifest.ts';
import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';
import { clean, type CleanOptions, type CleanResult } from './clean.ts';

/** Where a stage works, and on what; without `dataset` it is the one ingested last. */
export interface StageOptions {
  readonly workspace: Workspace;
  readonly dataset?: string | undefined;
  /** Do it again even where nothing has changed. */
  readonly force?: boolean | undefined;
}

/** A cleaned data set on disk. */
export interface Processed {
  readonly dataset: string;
  readonly folder: string;
  readonly info: CleanResult;
  readonly manifest: Manifest;
}

/**
 * The cleaned data set that a later stage reads. What was never cleaned is cleaned with the defaults, and what has been
 * ingested anew since is cleaned again as it was the last time; the log says so.
 * @throws MISSING_ARTIFACT, UNKNOWN_DATASET, and what `clean` throws
 */
export async function requireProcessed(
  { workspace, dataset: given }: StageOptions,
  context: Context,
): Promise<Processed> {
  const dataset = await workspace.dataset(given);
  const folder = workspace.processed(dataset);
  const before = await readManifest(folder);
  const asBefore = (before?.options ?? {}) as unknown as Partial<CleanOptions> & {
    split?: { name: string; share: number };
  };
  const { split, ...options } = asBefore;
  const { fresh, ...info } = await clean(
    { ...options, ...(split && { split: split.name, test: split.share }), workspace, dataset },
    { ...context, seed: before?.seed ?? context.seed },
  );
  if (!fresh && !before) context.log(`"${dataset}" was not cleaned yet: cleaned it with the defaults.`);
  if (!fresh && before) context.log(`"${dataset}" has changed since it was cleaned: cleaned it again.`);
  return { dataset, folder, info, manifest: (await readManifest(folder))! };
}

/** The files of a cleaned data set that models are fitted on. */
export const trainingInputs = (folder: string): string[] =>
  ['movies', 'ratings', 'users'].map((table) => join(folder, `${table}.parquet`));
