import type { Workspace } from '../../artifacts/workspace.ts';
import type { Processed } from '../processed.ts';
import { modelForUse, type SavedModel } from '../saved-model.ts';

/** A model as the live service uses it. */
export interface ServedModel extends SavedModel {
  /** 0 as trained, then one more with each retraining. */
  readonly version: number;
}

/**
 * The version of a model that is in service: of the named one, else of the one that `run` chose, else of the one trained
 * last.
 * @throws UNKNOWN_MODEL, MISSING_ARTIFACT, STALE_MODEL
 */
export async function modelInService(workspace: Workspace, data: Processed, given?: string): Promise<ServedModel> {
  return { ...(await modelForUse(workspace, data, given)), version: 0 };
}
