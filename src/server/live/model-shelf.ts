import type { Manifest } from '../../artifacts/manifest.ts';
import type { Workspace } from '../../artifacts/workspace.ts';
import type { Context } from '../../context.ts';
import type { Model } from '../../models/contract/model.ts';
import { load } from '../../models/registry.ts';
import type { Processed } from '../../stages/processed.ts';
import { modelInService, type ServedModel } from '../../stages/retrain/model-in-service.ts';

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
  /** The models in memory. */
  readonly loaded: readonly LoadedModel[];
  /**
   * Looks for versions that came since, and puts them in the place of the old ones; it does so by itself every two
   * seconds. A version that cannot be read is refused: the old one stays, and the log says so.
   */
  refresh(): Promise<void>;
  /** Calls back after a version was replaced; the answer ends that. */
  onSwap(listener: (loaded: LoadedModel) => void): () => void;
  close(): void;
}

export interface ModelShelfOptions {
  /** How many bytes the files of the models in memory may have together; the usual one stays whatever it takes. */
  readonly most?: number;
  /** How often it looks for new versions, in milliseconds. */
  readonly every?: number;
}

/** A place on the shelf. */
interface Place {
  readonly taken: Promise<LoadedModel>;
  /** The same once it is there, with what tells the version from others and how many bytes it has. */
  there?: { readonly loaded: LoadedModel; readonly mark: string; readonly bytes: number };
}

/** The models of a data set; the named one, or the usual one, is loaded at once. */
export async function openModelShelf(
  workspace: Workspace,
  data: Processed,
  given: string | undefined,
  { log }: Pick<Context, 'log'>,
  { most = 2 ** 30, every = 2000 }: ModelShelfOptions = {},
): Promise<ModelShelf> {
  /** Those taken last come last. */
  const places = new Map<string, Place>();
  const listeners = new Set<(loaded: LoadedModel) => void>();
  /** New versions that could not be read, by model: not tried again before there is another. */
  const refused = new Map<string, string>();
  let refreshing: Promise<void> | undefined;
  /** One is read at a time, so that no more than one is in memory beyond `most`. */
  let reading: Promise<unknown> = Promise.resolve();

  function read(saved: ServedModel): Promise<LoadedModel> {
    const { name, version, manifest, folder } = saved;
    const loaded = reading.then(async () => ({ name, version, manifest, model: await load(folder, name) }));
    reading = loaded.catch(() => undefined);
    return loaded;
  }

  function put(saved: ServedModel, loaded: LoadedModel): void {
    places.set(saved.name, {
      taken: Promise.resolve(loaded),
      there: { loaded, mark: markOf(saved), bytes: bytesOf(saved) },
    });
    makeRoom(saved.name);
  }

  /** Takes those from the shelf that nobody has taken for longest, where all have too many bytes. */
  function makeRoom(latest: string): void {
    let bytes = [...places.values()].reduce((sum, { there }) => sum + (there?.bytes ?? 0), 0);
    for (const [name, { there }] of places) {
      if (bytes <= most) return;
      if (!there || name === usual || name === latest) continue;
      places.delete(name);
      bytes -= there.bytes;
    }
  }

  function take(name: string): Promise<LoadedModel> {
    const place = places.get(name);
    if (place) {
      places.delete(name);
      places.set(name, place);
      return place.taken;
    }
    const fetch = async (): Promise<LoadedModel> => {
      const saved = await modelInService(workspace, data, name);
      const loaded = await read(saved);
      put(saved, loaded);
      return loaded;
    };
    // A version that was replaced may be gone before it is read; then there is another.
    const taken = fetch().catch(fetch);
    places.set(name, { taken });
    taken.catch(() => places.delete(name));
    return taken;
  }

  async function refresh(): Promise<void> {
    for (const [name, { there }] of [...places]) {
      if (!there) continue;
      let mark = '';
      try {
        const saved = await modelInService(workspace, data, name);
        mark = markOf(saved);
        if (mark === there.mark || mark === refused.get(name)) continue;
        const loaded = await read(saved);
        // Meanwhile others may have needed its room.
        if (!places.has(name)) continue;
        put(saved, loaded);
        log(`Model ${name} is now version ${loaded.version}.`);
        for (const listener of listeners) listener(loaded);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (refused.get(name) !== (mark || why)) log(`Model ${name} stays as it was: ${why}`);
        refused.set(name, mark || why);
      }
    }
  }
  const refreshAlone = (): Promise<void> => (refreshing ??= refresh().finally(() => (refreshing = undefined)));

  const first = await modelInService(workspace, data, given);
  const usual = first.name;
  put(first, await read(first));
  const timer = setInterval(() => void refreshAlone(), every);
  timer.unref();
  return {
    usual,
    take: (name = usual) => take(name),
    get loaded() {
      return [...places.values()].flatMap(({ there }) => (there ? [there.loaded] : []));
    },
    refresh: refreshAlone,
    onSwap(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      clearInterval(timer);
      listeners.clear();
    },
  };
}

/** What tells a version from every other: its number, and its very bytes. */
const markOf = ({ version, manifest }: ServedModel): string =>
  JSON.stringify([version, manifest.outputs.map(({ path, sha256 }) => [path, sha256])]);

const bytesOf = ({ manifest }: ServedModel): number => manifest.outputs.reduce((sum, { bytes }) => sum + bytes, 0);
