import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Workspace } from '../../artifacts/workspace.ts';
import { MovierecError } from '../../errors.ts';
import type { Model } from '../../models/contract/model.ts';
import { load } from '../../models/registry.ts';
import type { Processed } from '../processed.ts';
import { requireHonestModel } from '../saved-model.ts';
import type { ServedModel } from './model-in-service.ts';

/** Where the honest twin of a version stands in its folder. */
export const twinFolder = 'check';

/**
 * The model in service as it is without the held-out ratings: saved beside each version; of the model as trained it is
 * the honest model of that name. Nothing where none was trained with these parameters.
 */
export async function honestTwin(
  workspace: Workspace,
  data: Processed,
  { name, version, folder, manifest }: ServedModel,
): Promise<Model | undefined> {
  if (version > 0) return load(join(folder, twinFolder), name);
  const honest = await requireHonestModel(workspace, data, name).catch((error: unknown) => {
    if (error instanceof MovierecError && ['MISSING_ARTIFACT', 'STALE_MODEL'].includes(error.code)) return undefined;
    throw error;
  });
  const isSame = honest && isDeepStrictEqual(honest.manifest.result['parameters'], manifest.result['parameters']);
  return isSame ? load(honest.folder, name) : undefined;
}
