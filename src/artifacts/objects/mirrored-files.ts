/** Which part of a workspace is wanted. */
export interface Scope {
  /** The data set; what belongs to others stays where it is. */
  readonly dataset?: string | undefined;
  /** Raw files too. */
  readonly raw?: boolean;
  /** The versions of models that the live service retrained, too. */
  readonly service?: boolean;
  /** Artifacts that are half-written in the bucket are left out, as they are to be made anew, instead of being refused. */
  readonly remake?: boolean | undefined;
}

/** The paths of a workspace: artifacts, by their folders, which come and go as a whole; and files that stand for themselves. */
export interface MirroredFiles {
  readonly artifacts: readonly string[];
  readonly loose: readonly string[];
}

/** Holds the name of the data set that was ingested last. */
const current = 'data/interim/.current';

/**
 * Tells what of a workspace is mirrored, of all paths of files in it, with slashes. Not: what is hidden or half-written, what
 * is not the workspace's, and of the live service its store and its keys, which are a machine's own.
 */
export function mirroredFiles(paths: Iterable<string>): MirroredFiles {
  const files = [...paths].filter(isMirrored);
  const folders = files.filter(isManifest).map((path) => path.slice(0, path.lastIndexOf('/')));
  const isInside = (path: string): boolean => folders.some((folder) => path.startsWith(`${folder}/`));
  return { artifacts: folders.filter((folder) => !isInside(folder)), loose: files.filter((path) => !isInside(path)) };
}

const isManifest = (path: string): boolean =>
  /^(data\/(interim|processed|features|models|lists|service)|reports)\/.+\/manifest\.json$/.test(path);

function isMirrored(path: string): boolean {
  if (path === current || path === 'movierec.yaml') return true;
  if (!/^(data|reports)\//.test(path) || /(^|\/)\.|\/$|\.part(\.json)?$/.test(path)) return false;
  return !path.startsWith('data/service/') || /^data\/service\/[^/]+\/(models\/|retrainings\.jsonl$)/.test(path);
}

/** Whether a path is in a part of a workspace. */
export function isWanted(path: string, { dataset, raw = false, service = false }: Scope): boolean {
  if (path === current || path === 'movierec.yaml') return true;
  const [top, kind, set] = path.split('/');
  if (top === 'reports') return kind === dataset;
  if (kind === 'raw') return raw;
  return set === dataset && (service || kind !== 'service');
}

/** Pointers to artifacts, such as which model was chosen, come after what they point to. */
export const isPointer = (path: string): boolean => path === current || /\/(chosen|current)\.json$/.test(path);
