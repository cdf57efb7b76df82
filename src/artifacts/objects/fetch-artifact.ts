import { copyFile, link, mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isOvertaken } from '../../connections/explain-s3.ts';
import type { Bucket, StoredObject } from '../../connections/s3.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { digestOf, isUnchanged } from '../describe-file.ts';
import { manifestName, parseManifest, readManifest, type Manifest, type ManifestFile } from '../manifest.ts';
import { replaceFolder } from '../replace-folder.ts';
import { atOnce } from './at-once.ts';
import { downloadObject } from './download-object.ts';
import type { KnownFiles } from './known-objects.ts';
import { requestsAtOnce } from './parts.ts';
import { TornArtifact } from './torn-artifact.ts';

/** An artifact in a bucket, and where it stands here. */
export interface ArtifactPlace {
  readonly bucket: Bucket;
  /** Its keys begin with this and a slash. */
  readonly prefix: string;
  readonly folder: string;
  /** Where files are on their way: they are found there again, by their content, after a failure. */
  readonly incoming: string;
}

/** An artifact that is the same here and in the bucket: its manifest's ETag, and its other files. */
export interface SharedArtifact {
  readonly etag: string;
  readonly files: KnownFiles;
}

/** For how long a machine may be putting another one in its place, in tries of twice the length each, from 250 ms. */
const tries = 6;

/**
 * Brings an artifact here in the place of what stood there, as a whole. Files that stood there with the same content are kept;
 * every file that comes is held to the SHA-256 of the manifest, so that half of one and half of another is never taken for
 * an artifact: while somebody is putting another one there, it is waited for.
 * @throws BAD_FILE where it stays half-written, or is of a later version; what `downloadObject` throws
 */
export async function fetchArtifact(place: ArtifactPlace, context: Context): Promise<SharedArtifact> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchOnce(place, context);
    } catch (error) {
      const isInMotion = error instanceof TornArtifact || isOvertaken(error) || isGone(error);
      if (!isInMotion || attempt === tries) throw error;
      await setTimeout(250 * 2 ** (attempt - 1), undefined, { signal: context.signal });
    }
  }
}

const isGone = (error: unknown): boolean => error instanceof MovierecError && error.code === 'MISSING_FILE';

async function fetchOnce(place: ArtifactPlace, context: Context): Promise<SharedArtifact> {
  const { bucket, prefix, folder } = place;
  const shown = `s3://${bucket.name}/${prefix}`;
  const { etag, body } = await bucket.read(`${prefix}/${manifestName}`);
  const manifest = parseManifest(Buffer.from(body).toString());
  if (!manifest) {
    throw new MovierecError('BAD_FILE', `${shown} was made by another version of movierec.`, 'Use that one.');
  }
  const objects = new Map((await bucket.list(`${prefix}/`)).map((object) => [object.key, object]));
  const wanted = manifest.outputs.map((file) => {
    const object = objects.get(`${prefix}/${file.path}`);
    if (object?.bytes !== file.bytes) throw new TornArtifact(shown, file.path, manifest.stage);
    return [file, object] as const;
  });
  const old = await readManifest(folder);
  await replaceFolder(folder, async (temporary) => {
    const came = progressOf(manifest, shown, context);
    await atOnce(wanted, requestsAtOnce / 2, async ([file, object]) => {
      const path = join(temporary, file.path);
      await mkdir(dirname(path), { recursive: true });
      if (await keep(file, old, folder, path)) came(file.bytes);
      else await receive(place, manifest, file, object, path, came, context);
      await setTime(path, file.modified);
    });
    await writeFile(join(temporary, manifestName), body);
  });
  return {
    etag,
    files: Object.fromEntries(wanted.map(([{ path, sha256 }, { etag: tag }]) => [path, { etag: tag, sha256 }])),
  };
}

/** Takes a file over that stands here already. Artifacts are never changed in place, so one file may stand in two. */
async function keep(file: ManifestFile, old: Manifest | undefined, folder: string, path: string): Promise<boolean> {
  const there = old?.outputs.find((known) => known.path === file.path && known.sha256 === file.sha256);
  if (!there || !(await isUnchanged(folder, there))) return false;
  await link(join(folder, file.path), path).catch(() => copyFile(join(folder, file.path), path));
  return true;
}

async function receive(
  { bucket, prefix, incoming }: ArtifactPlace,
  { stage }: Manifest,
  file: ManifestFile,
  object: StoredObject,
  path: string,
  came: (bytes: number) => void,
  context: Context,
): Promise<void> {
  const waiting = join(incoming, file.sha256);
  await downloadObject(bucket, object, waiting, context, came);
  if ((await digestOf(waiting, 'sha256', context.signal)) !== file.sha256) {
    await rm(waiting);
    throw new TornArtifact(`s3://${bucket.name}/${prefix}`, file.path, stage);
  }
  // Two files of an artifact may have the same content.
  await rename(waiting, path);
}

/** The time that the manifest names, to the millisecond: then nobody needs to read the file to see that it is as it was. */
async function setTime(path: string, modified: number): Promise<void> {
  // Times are cut to microseconds: half a one more is never cut to the millisecond before.
  const seconds = (Math.floor(modified) + 0.0005) / 1000;
  await utimes(path, seconds, seconds);
}

function progressOf({ outputs }: Manifest, shown: string, { progress }: Context): (bytes: number) => void {
  const total = outputs.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  return (bytes) => progress((done += bytes), total, `bytes of ${shown}`);
}
