import { basename } from 'node:path';
import { readManifest } from '../artifacts/manifest.ts';
import type { Workspace } from '../artifacts/workspace.ts';
import type { FilmFeatures } from '../dataset/film-features.ts';
import type { FeaturesResult } from './features.ts';
import type { Processed } from './processed.ts';
import { loadFeatures } from './require-features.ts';

/** What is known of the films of a data set where it is made already, of the films as they are now; nothing is made. */
export async function featuresAtHand(workspace: Workspace, data: Processed): Promise<FilmFeatures | undefined> {
  const folder = workspace.features(data.dataset);
  const manifest = await readManifest(folder);
  const digest = data.manifest.outputs.find(({ path }) => path === 'movies.parquet')?.sha256;
  const films = manifest?.inputs.find(({ path }) => basename(path) === 'movies.parquet');
  if (!manifest || films === undefined || films.sha256 !== digest) return undefined;
  return loadFeatures({ folder, result: manifest.result as unknown as FeaturesResult });
}
