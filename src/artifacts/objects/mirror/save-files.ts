import { stat } from 'node:fs/promises';
import { openBucket } from '../../../connections/s3.ts';
import { isAsKnown } from '../known-objects.ts';
import { isPointer, mirroredFiles } from '../mirrored-files.ts';
import { partBytes } from '../parts.ts';
import type { Mirror } from './mirror.ts';
import { sendFile } from './send-file.ts';

/** How long that may take, in milliseconds: who is asked to end is ended after half a minute, as a rule. */
const patience = 20_000;

/**
 * After an interruption: puts small files that stand for themselves in the bucket, such as the trials of a search, whose work
 * were lost with this machine. What points to artifacts stays here, since those may not have gone there.
 * @returns how many went
 */
export async function saveFiles(mirror: Mirror): Promise<number> {
  const signal = AbortSignal.timeout(patience);
  const bucket = await openBucket(mirror.bucket.name, signal);
  try {
    const open = mirror.through(bucket, { ...mirror.context, signal });
    let count = 0;
    for (const path of mirroredFiles(await open.paths()).loose) {
      const local = open.local(path);
      if (isPointer(path) || (await stat(local)).size > partBytes) continue;
      if (await isAsKnown(local, await open.known.get(path))) continue;
      await sendFile(open, path);
      count++;
    }
    return count;
  } finally {
    bucket.close();
  }
}
