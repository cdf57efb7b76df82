import { join } from 'node:path';
import { isAsKnown } from '../known-objects.ts';
import { stageObject } from '../stage-object.ts';
import type { Mirror } from './mirror.ts';

/** Puts a file that stands for itself in the bucket, where it has changed here. */
export async function sendFile(mirror: Mirror, path: string): Promise<void> {
  const local = mirror.local(path);
  if (await isAsKnown(local, await mirror.known.get(path))) return;
  const note = join(mirror.incoming, 'file.upload.json');
  const staged = await stageObject(mirror.bucket, mirror.key(path), local, note, mirror.context);
  const etag = await staged.complete();
  await mirror.known.set(path, local, etag);
  mirror.noteThere(path, etag);
}
