import { isDeepStrictEqual } from 'node:util';
import { readManifest } from '../../artifacts/manifest.ts';
import type { Workspace } from '../../artifacts/workspace.ts';
import type { Processed } from '../processed.ts';
import { isFittedOn, modelForUse, type SavedModel } from '../saved-model.ts';
import { currentVersion, versionFolder } from './versions.ts';

/** A model as the live service uses it. */
export interface ServedModel extends SavedModel {
  /** 0 as trained, then one more with each retraining. */
  readonly version: number;
}

/**
 * The version of a model that is in service: of the named one, else of the one that `run` chose, else of the one trained
 * last. A version that was fitted beside other cleaned data, or with other parameters than the model has now, is out of
 * service: then it is the model as trained.
 * @throws UNKNOWN_MODEL, MISSING_ARTIFACT, STALE_MODEL
 */
export async function modelInService(workspace: Workspace, data: Processed, given?: string): Promise<ServedModel> {
  const trained = await modelForUse(workspace, data, given);
  const version = await currentVersion(workspace, data.dataset, trained.name);
  return (await usableVersion(workspace, data, trained, version)) ?? { ...trained, version: 0 };
}

/** A version of a model that can be in service now; nothing where it cannot. */
export async function usableVersion(
  workspace: Workspace,
  data: Processed,
  trained: SavedModel,
  version: number,
): Promise<ServedModel | undefined> {
  if (version === 0) return { ...trained, version };
  const folder = versionFolder(workspace, data.dataset, trained.name, version);
  const manifest = await readManifest(folder);
  if (!manifest || !isDeepStrictEqual(manifest.result['parameters'], trained.manifest.result['parameters'])) return;
  const served = { name: trained.name, full: true, folder, manifest, version };
  return isFittedOn(served, data) ? served : undefined;
}
