import { rm } from 'node:fs/promises';
import { manifestName } from '../../manifest.ts';
import { isAsKnown } from '../known-objects.ts';
import { mirroredFiles } from '../mirrored-files.ts';
import type { Mirror } from './mirror.ts';

/** Removes here what was removed in the bucket and is here as it was there. */
export async function dropRemoved(mirror: Mirror): Promise<void> {
  const { artifacts, loose } = mirroredFiles(await mirror.paths());
  const entries = [...artifacts.map((path) => [path, `${path}/${manifestName}`]), ...loose.map((path) => [path, path])];
  for (const [path, file] of entries) {
    if (mirror.there.has(file) || !(await isAsKnown(mirror.local(file), await mirror.known.get(path)))) continue;
    await rm(mirror.local(path), { recursive: true });
    await mirror.known.forget(path);
  }
}
