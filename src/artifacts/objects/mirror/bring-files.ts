import { stat } from 'node:fs/promises';
import { atOnce } from '../at-once.ts';
import { downloadObject } from '../download-object.ts';
import { requestsAtOnce } from '../parts.ts';
import type { Mirror } from './mirror.ts';

/** Brings files that stand for themselves, as far as they have changed in the bucket. */
export async function bringFiles(mirror: Mirror, paths: readonly string[]): Promise<void> {
  await atOnce(paths, requestsAtOnce / 2, async (path) => {
    const there = mirror.there.get(path)!;
    const known = await mirror.known.get(path);
    const local = mirror.local(path);
    // What has changed here and not there will go there.
    if (known?.etag === there.etag && (await stat(local).catch(() => undefined))) return;
    await downloadObject(mirror.bucket, there, local, mirror.context);
    await mirror.known.set(path, local, there.etag);
  });
}
