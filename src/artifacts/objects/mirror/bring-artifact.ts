import { rm, stat } from 'node:fs/promises';
import { isUnchanged } from '../../describe-file.ts';
import { manifestName, readManifest } from '../../manifest.ts';
import { fetchArtifact } from '../fetch-artifact.ts';
import { isAsKnown } from '../known-objects.ts';
import { TornArtifact } from '../torn-artifact.ts';
import type { Mirror } from './mirror.ts';

/**
 * Brings an artifact here, unless it is here as it is there, or was made here anew and has yet to go there.
 * @param leaveOutTorn whether one that is half-written there is removed here, to be made anew, instead of being refused
 * @throws BAD_FILE where it is half-written there; what a bucket throws
 */
export async function bringArtifact(mirror: Mirror, path: string, leaveOutTorn = false): Promise<void> {
  const local = mirror.localManifest(path);
  const known = await mirror.known.get(path);
  const isHere = await isAsKnown(local, known);
  const there = mirror.there.get(`${path}/${manifestName}`)!;
  if (known?.etag === there.etag) {
    // What was made here and has not gone there yet will.
    if (!isHere && (await stat(local).catch(() => undefined))) return;
    if (isHere && (await isWhole(mirror.local(path)))) return;
  } else if (!isHere && known && known.etag !== '') {
    mirror.context.log(`${path} was made anew by another machine: that one is taken, not the one that was made here.`);
  }
  try {
    const fetched = await fetchArtifact(mirror.place(path), mirror.context);
    await mirror.known.set(path, local, fetched.etag, fetched.files);
  } catch (error) {
    if (!leaveOutTorn || !(error instanceof TornArtifact)) throw error;
    mirror.context.log(`${error.message} It is left out.`);
    await rm(mirror.local(path), { recursive: true, force: true });
    await mirror.known.forget(path);
  }
}

async function isWhole(folder: string): Promise<boolean> {
  const manifest = await readManifest(folder);
  for (const file of manifest?.outputs ?? []) if (!(await isUnchanged(folder, file))) return false;
  return manifest !== undefined;
}
