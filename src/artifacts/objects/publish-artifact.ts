import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isOvertaken } from '../../connections/explain-s3.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { manifestName, parseManifest, type Manifest, type ManifestFile } from '../manifest.ts';
import { atOnce } from './at-once.ts';
import type { ArtifactPlace, SharedArtifact } from './fetch-artifact.ts';
import type { KnownFiles } from './known-objects.ts';
import { lockObject } from './object-lock.ts';
import { requestsAtOnce } from './parts.ts';
import { stageObject, type Staged } from './stage-object.ts';

/** What stands in the bucket, as far as it is known. */
export interface PublishedBefore {
  /** The ETag of the manifest that is to be replaced; without it there must be none. */
  readonly etag: string | undefined;
  /** The ETags of the files that are there, by path. */
  readonly there: Readonly<Record<string, string>>;
  /** What was the same here and there the last time. */
  readonly known: KnownFiles;
}

/**
 * Puts an artifact in a bucket in the place of what stands there. All files go up first, without anybody seeing them; then,
 * under a lock, they become visible and the manifest is written last, if nobody has written another one since. Stopped before
 * that it leaves the bucket as it was, and goes on the next time. What the artifact does not have any more is removed last.
 * @throws BUSY where another machine has written it since
 */
export async function publishArtifact(
  place: ArtifactPlace,
  before: PublishedBefore,
  context: Context,
): Promise<SharedArtifact> {
  const { bucket, prefix, folder, incoming } = place;
  const body = await readFile(join(folder, manifestName));
  const manifest = parseManifest(body.toString())!;
  const isThere = ({ path, sha256 }: ManifestFile): boolean =>
    before.known[path]?.sha256 === sha256 && before.known[path].etag === before.there[path];
  const changed = manifest.outputs.filter((file) => !isThere(file));
  const total = changed.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const staged = await atOnce(
    changed,
    requestsAtOnce / 2,
    async ({ path, sha256 }): Promise<[string, string, Staged]> => {
      const key = `${prefix}/${path}`;
      const note = join(incoming, `${createHash('sha256').update(key).digest('hex').slice(0, 40)}.upload.json`);
      const went = (bytes: number): void => context.progress((done += bytes), total, `bytes to s3://${bucket.name}`);
      return [path, sha256, await stageObject(bucket, key, join(folder, path), note, context, went)];
    },
  );
  if (!(await readFile(join(folder, manifestName))).equals(body)) return publishArtifact(place, before, context);

  const release = await lockObject(bucket, `${posix.dirname(prefix)}/.${posix.basename(prefix)}.lock`, context);
  try {
    const now = await bucket.find(`${prefix}/${manifestName}`);
    if (now?.etag !== before.etag) return await adopt(place, manifest);
    const sent = await atOnce(staged, requestsAtOnce, async ([path, sha256, upload]) => {
      return [path, { etag: await upload.complete(), sha256 }] as const;
    });
    const condition = now ? { ifMatch: now.etag } : { ifNoneMatch: '*' as const };
    const etag = await bucket.write(`${prefix}/${manifestName}`, body, condition);
    const paths = new Set([manifestName, ...manifest.outputs.map(({ path }) => path)]);
    const left = Object.keys(before.there).filter((path) => !paths.has(path));
    await atOnce(left, requestsAtOnce, (path) => bucket.remove(`${prefix}/${path}`));
    const kept = manifest.outputs.filter(isThere).map(({ path }) => [path, before.known[path]] as const);
    return { etag, files: Object.fromEntries([...kept, ...sent]) };
  } catch (error) {
    throw isOvertaken(error) ? overtaken(place) : error;
  } finally {
    await release();
  }
}

/** Another machine has written it since. Where it made the very same that is as good. */
async function adopt(place: ArtifactPlace, mine: Manifest): Promise<SharedArtifact> {
  const { bucket, prefix } = place;
  const { etag, body } = await bucket.read(`${prefix}/${manifestName}`);
  const theirs = parseManifest(Buffer.from(body).toString());
  const content = (manifest?: Manifest): unknown => manifest?.outputs.map(({ path, sha256 }) => [path, sha256]);
  if (!isDeepStrictEqual(content(theirs), content(mine))) throw overtaken(place);
  return { etag, files: {} };
}

const overtaken = ({ bucket, prefix }: ArtifactPlace): MovierecError =>
  new MovierecError(
    'BUSY',
    `another machine has written s3://${bucket.name}/${prefix} since it was read here.`,
    'Run this again: it begins with what is there now.',
  );
