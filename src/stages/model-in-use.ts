import type { Context } from '../context.ts';
import { loadCatalog } from '../dataset/load-dataset.ts';
import type { Catalog } from '../dataset/catalog.ts';
import type { Model } from '../models/contract/model.ts';
import { load } from '../models/registry.ts';
import { requireProcessed, type Processed, type StageOptions } from './processed.ts';
import { modelForUse } from './saved-model.ts';

/** A model loaded to be asked, with the films it speaks of. */
export interface ModelInUse {
  readonly data: Processed;
  readonly model: Model;
  readonly name: string;
  readonly catalog: Catalog;
}

/** Loads the named model, or the one that `run` chose, or the one trained last, and says which. */
export async function loadModelInUse(
  options: StageOptions & { readonly model?: string | undefined },
  context: Context,
): Promise<ModelInUse> {
  const data = await requireProcessed(options, context);
  const saved = await modelForUse(options.workspace, data, options.model);
  if (options.model === undefined) {
    context.log(`Using model ${saved.name}${saved.full ? ', fitted on all ratings' : ''}`);
  }
  const catalog = await loadCatalog(data.folder, context);
  return { data, model: await load(saved.folder, saved.name), name: saved.name, catalog };
}
