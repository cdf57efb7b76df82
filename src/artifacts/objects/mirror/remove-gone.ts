import { manifestName } from '../../manifest.ts';
import { mirroredFiles } from '../mirrored-files.ts';
import type { Mirror } from './mirror.ts';

/** Removes there what was here when it was looked at and is not any more: manifests first, so that nobody begins to read. */
export async function removeGone(mirror: Mirror, paths: ReadonlySet<string>): Promise<void> {
  const gone = [...mirror.here].filter((path) => !paths.has(path) && mirror.there.has(path));
  const { artifacts } = mirroredFiles(paths);
  const own = gone.filter((path) => !artifacts.some((artifact) => path.startsWith(`${artifact}/`)));
  for (const path of own.toSorted((a, b) => Number(b.endsWith(manifestName)) - Number(a.endsWith(manifestName)))) {
    await mirror.bucket.remove(mirror.key(path));
    mirror.there.delete(path);
    await mirror.known.forget(path.replace(`/${manifestName}`, ''));
  }
  mirror.here = new Set(paths);
}
