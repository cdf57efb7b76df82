import { join, sep } from 'node:path';
import { objectAddress, requireObjectAddress } from '../../connections/object-address.ts';
import { openBucket } from '../../connections/s3.ts';
import type { Context } from '../../context.ts';
import { makeFolder } from '../make-folder.ts';
import { manifestName, readManifest } from '../manifest.ts';
import { Workspace } from '../workspace.ts';
import { cacheFolder } from './cache-folder.ts';
import { bringArtifact } from './mirror/bring-artifact.ts';
import { bringFiles } from './mirror/bring-files.ts';
import { bringOutline } from './mirror/bring-outline.ts';
import { dropRemoved } from './mirror/drop-removed.ts';
import { Mirror } from './mirror/mirror.ts';
import { removeGone } from './mirror/remove-gone.ts';
import { saveFiles } from './mirror/save-files.ts';
import { sendArtifact } from './mirror/send-artifact.ts';
import { sendFile } from './mirror/send-file.ts';
import { isPointer, isWanted, mirroredFiles, type Scope } from './mirrored-files.ts';

export interface MirrorOptions {
  /** The folder that holds copies; `movierec` in the XDG cache folder unless given. */
  readonly cache?: string | undefined;
  /** Nothing is put into the bucket. */
  readonly readOnly?: boolean;
}

/**
 * A workspace that is kept in a bucket, `s3://BUCKET/PREFIX`, with a copy of what is needed of it in a folder of this machine, where
 * everything is read and written. `pull` brings here what has changed in the bucket, `push` puts there what has changed here;
 * an artifact that a stage has made goes there at once. An artifact comes and goes as a whole, its manifest last; where two
 * machines make the same one, the second is told.
 */
export class MirroredWorkspace extends Workspace {
  readonly address: string;
  readonly #mirror: Mirror;
  readonly #readOnly: boolean;
  /** One thing at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(address: string, mirror: Mirror, readOnly: boolean) {
    super(mirror.root);
    this.address = address;
    this.#mirror = mirror;
    this.#readOnly = readOnly;
  }

  /**
   * Brings here what has changed in the bucket: which data sets there are, and all that belongs to the one that is meant.
   * @throws BAD_FILE where an artifact there is half-written; what a bucket throws
   */
  pull(scope: Scope): Promise<void> {
    return this.#alone(async () => {
      await this.#mirror.lookThere();
      await bringOutline(this.#mirror);
      const wanted = { ...scope, dataset: scope.dataset ?? (await this.datasets())[0] };
      await this.#bring((path) => isWanted(path, wanted), scope.remake);
    });
  }

  /** Puts into the bucket what has changed here, artifacts in the order in which they were made. @throws BUSY */
  push(): Promise<void> {
    return this.#alone(async () => {
      if (this.#readOnly) return;
      const mirror = this.#mirror;
      const paths = await mirror.paths();
      const { artifacts, loose } = mirroredFiles(paths);
      const dated = await Promise.all(
        artifacts.map(async (path) => [(await readManifest(mirror.local(path)))?.finished ?? '', path]),
      );
      for (const [, path] of dated.toSorted()) await sendArtifact(mirror, path);
      await removeGone(mirror, new Set(paths));
      const changed = loose.toSorted((a, b) => Number(isPointer(a)) - Number(isPointer(b)));
      for (const path of changed) await sendFile(mirror, path);
    });
  }

  /** What is still done after an interruption, in some seconds: see `saveFiles`. @returns how many files went */
  save(): Promise<number> {
    return this.#alone(() => (this.#readOnly ? Promise.resolve(0) : saveFiles(this.#mirror)));
  }

  override written(folder: string): Promise<void> {
    const path = this.#mirror.pathOf(folder);
    const isMirrored = mirroredFiles([`${path}/${manifestName}`]).artifacts.length > 0;
    return this.#readOnly || !isMirrored ? Promise.resolve() : this.#alone(() => sendArtifact(this.#mirror, path));
  }

  /** Brings new models of a data set, and new versions of them; what was made here goes up first. */
  override async refresh(dataset: string): Promise<void> {
    await this.push();
    await this.#alone(async () => {
      await this.#mirror.lookThere();
      await this.#bring(
        (path) => path.startsWith(`data/models/${dataset}/`) || path.startsWith(`data/service/${dataset}/`),
      );
    });
  }

  close(): void {
    this.#mirror.bucket.close();
  }

  async #bring(isMeant: (path: string) => boolean, remake = false): Promise<void> {
    const mirror = this.#mirror;
    const { artifacts, loose } = mirroredFiles(mirror.there.keys());
    for (const path of artifacts.filter((each) => isMeant(`${each}/`))) await bringArtifact(mirror, path, remake);
    await bringFiles(mirror, loose.filter(isMeant));
    await dropRemoved(mirror);
    mirror.here = new Set(await mirror.paths());
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/**
 * Opens a workspace that is kept in a bucket; nothing has come yet: see `pull`. To be closed.
 * @throws BAD_ADDRESS
 */
export async function openMirroredWorkspace(
  address: string,
  { cache, readOnly = false }: MirrorOptions,
  context: Context,
): Promise<MirroredWorkspace> {
  const { bucket, key } = requireObjectAddress(address);
  const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
  const folder = join(cacheFolder(cache), 's3', bucket, ...prefix.split('/').filter(Boolean).map(plain));
  await makeFolder(join(folder, 'workspace'));
  const mirror = new Mirror(await openBucket(bucket, context.signal), prefix, folder, context);
  return new MirroredWorkspace(objectAddress({ bucket, key: prefix }), mirror, readOnly);
}

/** A part of a prefix as the name of a folder. */
const plain = (part: string): string => (/^\.*$/.test(part) ? `_${part}` : part.replaceAll(sep, '_'));
