import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readManifest, type Manifest } from '../artifacts/manifest.ts';
import type { Fresh } from '../artifacts/run-stage.ts';
import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
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
 * ingested anew since is cleaned again as it was the last time; the log says so. Where another process is cleaning it,
 * its end is waited for.
 * @throws MISSING_ARTIFACT, UNKNOWN_DATASET, and what `clean` throws
 */
export async function requireProcessed(options: StageOptions, context: Context): Promise<Processed> {
  const { workspace } = options;
  const dataset = await workspace.dataset(options.dataset);
  const folder = workspace.processed(dataset);
  const before = await readManifest(folder);
  const { fresh, ...info } = await patiently(() => cleanAsBefore({ workspace, dataset }, context), context);
  if (!fresh && !before) context.log(`"${dataset}" was not cleaned yet: cleaned it with the defaults.`);
  if (!fresh && before) context.log(`"${dataset}" has changed since it was cleaned: cleaned it again.`);
  return { dataset, folder, info, manifest: (await readManifest(folder))! };
}

/** Cleans with the options and the seed of the last time, or with the defaults if there was none. */
export async function cleanAsBefore(
  { workspace, dataset: given, force }: StageOptions,
  context: Context,
): Promise<Fresh<CleanResult>> {
  const dataset = await workspace.dataset(given);
  const before = await readManifest(workspace.processed(dataset));
  const asBefore = (before?.options ?? {}) as unknown as Partial<CleanOptions> & {
    split?: { name: string; share: number };
  };
  const { split, ...options } = asBefore;
  return clean(
    { ...options, ...(split && { split: split.name, test: split.share }), workspace, dataset, force },
    { ...context, seed: before?.seed ?? context.seed },
  );
}

/** Does something again and again for as long as another process is at it. */
async function patiently<T>(work: () => Promise<T>, { signal, log }: Context): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof MovierecError) || error.code !== 'BUSY') throw error;
      if (attempt === 0) log(`Waiting: ${error.message}`);
      await setTimeout(200, undefined, { signal });
    }
  }
}

/** What holds for a data set as a whole and enters a fit or an evaluation, besides its files. */
export const factsOf = ({ scale, relevant, feedback, hasTimes, simulated }: CleanResult) => ({
  scale,
  relevant,
  feedback,
  hasTimes,
  simulated,
});

/** The files of a cleaned data set that models are fitted on. */
export const trainingInputs = (folder: string): string[] =>
  ['movies', 'ratings', 'users'].map((table) => join(folder, `${table}.parquet`));
