import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describeFile } from '../../artifacts/describe-file.ts';
import type { Manifest, ManifestFile } from '../../artifacts/manifest.ts';
import { versions } from '../../artifacts/versions.ts';
import { Workspace } from '../../artifacts/workspace.ts';
import type { Context } from '../../context.ts';
import type { CleanResult } from '../clean.ts';

/** A data set that was cleaned elsewhere. */
export interface CleanedElsewhere {
  readonly result: CleanResult;
  readonly options: Readonly<Record<string, unknown>>;
  /** Of the ingested data set. */
  readonly ingested: Manifest;
  /** The file of ratings, and the folder here with the others. */
  readonly ratings: ManifestFile;
  readonly folder: string;
  /** In milliseconds since 1970. */
  readonly started: number;
}

/** The manifest that it would have in a workspace: there, beside the ingested data set, it is found fresh. */
export async function manifestOf(
  { result, options, ingested, ratings, folder, started }: CleanedElsewhere,
  context: Context,
): Promise<Manifest> {
  const workspace = new Workspace('.');
  const interim = relative(workspace.root, workspace.interim(result.dataset));
  const files = (await readdir(folder)).filter((name) => name.endsWith('.parquet'));
  const others = await Promise.all(files.map((name) => describeFile(join(folder, name), name)));
  return {
    format: 1,
    stage: 'clean',
    dataset: result.dataset,
    options: { ...options },
    seed: context.seed,
    inputs: ingested.outputs
      .filter(({ path }) => path.endsWith('.parquet'))
      .map((file) => ({ ...file, path: join(interim, file.path) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    outputs: [ratings, ...others].sort((a, b) => (a.path < b.path ? -1 : 1)),
    result: { ...result },
    seconds: (context.now() - started) / 1000,
    finished: new Date(context.now()).toISOString(),
    versions,
  };
}
