import type { Context } from '../../context.ts';
import type { Manifest } from '../../artifacts/manifest.ts';
import type { Workspace } from '../../artifacts/workspace.ts';
import type { Model } from '../../models/contract/model.ts';
import { load } from '../../models/registry.ts';
import type { Processed } from '../../stages/processed.ts';
import { modelInService } from '../../stages/retrain/model-in-service.ts';

/** A model in memory, and which fit of it. */
export interface LoadedModel {
  readonly name: string;
  /** 0 as trained, then one more with each retraining. */
  readonly version: number;
  readonly model: Model;
  readonly manifest: Manifest;
}

/** The models that can be asked. Whoever took one may go on with it after it was replaced. */
export interface ModelShelf {
  /** The model that recommends where none is named. */
  readonly usual: string;
  /** The newest version in use; read from disk where nobody has asked for it before. @throws UNKNOWN_MODEL, MISSING_ARTIFACT, STALE_MODEL */
  take(name?: string): Promise<LoadedModel>;
  /** The names of those in memory. */
  readonly loaded: readonly LoadedModel[];
  /** Looks for versions that came since, and puts them in the place of the old ones. */
  refresh(): Promise<void>;
  /** Calls back after a version was replaced; the answer ends that. */
  onSwap(listener: (loaded: LoadedModel) => void): () => void;
  close(): void;
}

/** The models of a data set; the named one, or the usual one, is loaded at once. */
export async function openModelShelf(
  workspace: Workspace,
  data: Processed,
  given: string | undefined,
  context: Context,
): Promise<ModelShelf> {
  const taken = new Map<string, Promise<LoadedModel>>();
  const listeners = new Set<(loaded: LoadedModel) => void>();
  const loaded = new Map<string, LoadedModel>();
  const read = async (name: string | undefined): Promise<LoadedModel> => {
    const saved = await modelInService(workspace, data, name);
    const model = await load(saved.folder, saved.name);
    const one = { name: saved.name, version: saved.version, model, manifest: saved.manifest };
    loaded.set(saved.name, one);
    return one;
  };
  const first = await read(given);
  taken.set(first.name, Promise.resolve(first));
  return {
    usual: first.name,
    take(name = first.name) {
      const known = taken.get(name);
      if (known) return known;
      const fresh = read(name);
      taken.set(name, fresh);
      fresh.catch(() => taken.delete(name));
      return fresh;
    },
    get loaded() {
      return [...loaded.values()];
    },
    refresh: () => Promise.resolve(),
    onSwap(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => listeners.clear(),
  };
}
