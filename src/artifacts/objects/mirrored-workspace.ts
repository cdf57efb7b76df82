import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { objectAddress, requireObjectAddress } from '../../connections/object-address.ts';
import { openBucket, type Bucket, type StoredObject } from '../../connections/s3.ts';
import type { Context } from '../../context.ts';
import { isUnchanged } from '../describe-file.ts';
import { makeFolder } from '../make-folder.ts';
import { manifestName, readManifest } from '../manifest.ts';
import { Workspace } from '../workspace.ts';
import { writeFileWhole } from '../write-file.ts';
import { atOnce } from './at-once.ts';
import { cacheFolder } from './cache-folder.ts';
import { downloadObject } from './download-object.ts';
import { fetchArtifact, type ArtifactPlace } from './fetch-artifact.ts';
import { isAsKnown, KnownObjects } from './known-objects.ts';
import { isPointer, isWanted, mirroredFiles, type Scope } from './mirrored-files.ts';
import { requestsAtOnce } from './parts.ts';
import { publishArtifact } from './publish-artifact.ts';
import { stageObject } from './stage-object.ts';

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
  readonly #bucket: Bucket;
  readonly #prefix: string;
  readonly #cache: string;
  readonly #known: KnownObjects;
  readonly #context: Context;
  readonly #readOnly: boolean;
  /** What there was in the bucket when it was looked at last, by path. */
  #there = new Map<string, StoredObject>();
  /** Files that were here when it was looked at last: what is gone since is removed there, too. */
  #here = new Set<string>();
  /** One thing at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    address: string,
    bucket: Bucket,
    prefix: string,
    { cache, readOnly = false }: MirrorOptions,
    context: Context,
  ) {
    const folder = join(cacheFolder(cache), 's3', bucket.name, ...prefix.split('/').filter(Boolean).map(plain));
    super(join(folder, 'workspace'));
    this.address = address;
    this.#bucket = bucket;
    this.#prefix = prefix;
    this.#cache = folder;
    this.#known = new KnownObjects(join(folder, 'known'));
    this.#context = context;
    this.#readOnly = readOnly;
  }

  /**
   * Brings here what has changed in the bucket: which data sets there are, and all that belongs to the one that is meant.
   * @throws BAD_FILE where an artifact there is half-written; what a bucket throws
   */
  pull(scope: Scope): Promise<void> {
    return this.#alone(async () => {
      await this.#look();
      await this.#bringOutline();
      const dataset = scope.dataset ?? (await this.datasets())[0];
      const { artifacts, loose } = mirroredFiles(this.#there.keys());
      const wanted = { ...scope, dataset };
      for (const path of artifacts.filter((each) => isWanted(`${each}/`, wanted))) await this.#bringArtifact(path);
      await this.#bringFiles(loose.filter((path) => isWanted(path, wanted)));
      await this.#dropRemoved();
      this.#here = new Set(await this.#paths());
    });
  }

  /** Puts into the bucket what has changed here, artifacts in the order in which they were made. @throws BUSY */
  push(): Promise<void> {
    return this.#alone(async () => {
      if (this.#readOnly) return;
      const paths = await this.#paths();
      const { artifacts, loose } = mirroredFiles(paths);
      const dated = await Promise.all(
        artifacts.map(async (path) => [(await readManifest(this.#path(path)))?.finished ?? '', path]),
      );
      for (const [, path] of dated.toSorted()) await this.#publish(path);
      await this.#removeGone(new Set(paths));
      const changed = loose.toSorted((a, b) => Number(isPointer(a)) - Number(isPointer(b)));
      for (const path of changed) await this.#send(path);
    });
  }

  override written(folder: string): Promise<void> {
    const path = relative(this.root, folder).split(sep).join('/');
    const isMirrored = mirroredFiles([`${path}/${manifestName}`]).artifacts.length > 0;
    return this.#readOnly || !isMirrored ? Promise.resolve() : this.#alone(() => this.#publish(path));
  }

  /** Brings new models of a data set, and new versions of them; what was made here goes up first. */
  override async refresh(dataset: string): Promise<void> {
    await this.push();
    await this.#alone(async () => {
      await this.#look();
      const { artifacts, loose } = mirroredFiles(this.#there.keys());
      const isModel = (path: string): boolean =>
        path.startsWith(`data/models/${dataset}/`) || path.startsWith(`data/service/${dataset}/`);
      for (const path of artifacts.filter(isModel)) await this.#bringArtifact(path);
      await this.#bringFiles(loose.filter(isModel));
      await this.#dropRemoved();
      this.#here = new Set(await this.#paths());
    });
  }

  close(): void {
    this.#bucket.close();
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #look(): Promise<void> {
    const objects = await this.#bucket.list(this.#prefix);
    this.#there = new Map(objects.map((object) => [object.key.slice(this.#prefix.length), object]));
  }

  /** Which data sets there are: the manifests alone. */
  async #bringOutline(): Promise<void> {
    const { artifacts } = mirroredFiles(this.#there.keys());
    await atOnce(
      artifacts.filter((path) => path.startsWith('data/interim/')),
      requestsAtOnce,
      async (path) => {
        if (await readManifest(this.#path(path))) return;
        const name = `${path}/${manifestName}`;
        const { body } = await this.#bucket.read(this.#key(name));
        await writeFileWhole(this.#path(name), body);
        // Without its files nothing is known of them: it is brought here if it is wanted, and never put there.
        await this.#known.set(path, this.#path(name), '');
      },
    );
  }

  async #bringArtifact(path: string): Promise<void> {
    const local = join(this.#path(path), manifestName);
    const known = await this.#known.get(path);
    const isHere = await isAsKnown(local, known);
    const there = this.#there.get(`${path}/${manifestName}`)!;
    if (known?.etag === there.etag) {
      // What was made here and has not gone there yet will.
      if (!isHere && (await stat(local).catch(() => undefined))) return;
      if (isHere && (await this.#isWhole(path))) return;
    } else if (!isHere && known && known.etag !== '') {
      this.#context.log(`${path} was made anew by another machine: that one is taken, not the one that was made here.`);
    }
    const fetched = await fetchArtifact(this.#placeOf(path), this.#context);
    await this.#known.set(path, local, fetched.etag, fetched.files);
  }

  async #isWhole(path: string): Promise<boolean> {
    const folder = this.#path(path);
    const manifest = await readManifest(folder);
    for (const file of manifest?.outputs ?? []) if (!(await isUnchanged(folder, file))) return false;
    return manifest !== undefined;
  }

  async #bringFiles(paths: readonly string[]): Promise<void> {
    await atOnce(paths, requestsAtOnce / 2, async (path) => {
      const there = this.#there.get(path)!;
      const known = await this.#known.get(path);
      const local = this.#path(path);
      // What has changed here and not there will go there.
      if (known?.etag === there.etag && (await stat(local).catch(() => undefined))) return;
      await downloadObject(this.#bucket, there, local, this.#context);
      await this.#known.set(path, local, there.etag);
    });
  }

  /** Removes here what was removed in the bucket and is here as it was there. */
  async #dropRemoved(): Promise<void> {
    const { artifacts, loose } = mirroredFiles(await this.#paths());
    const entries = [
      ...artifacts.map((path) => [path, `${path}/${manifestName}`]),
      ...loose.map((path) => [path, path]),
    ];
    for (const [path, file] of entries) {
      if (this.#there.has(file) || !(await isAsKnown(this.#path(file), await this.#known.get(path)))) continue;
      await rm(this.#path(path), { recursive: true });
      await this.#known.forget(path);
    }
  }

  async #publish(path: string): Promise<void> {
    const local = join(this.#path(path), manifestName);
    const known = await this.#known.get(path);
    if (await isAsKnown(local, known)) return;
    const inside = `${path}/`;
    const there = [...this.#there].flatMap(([name, { etag }]) =>
      name.startsWith(inside) ? [[name.slice(inside.length), etag] as const] : [],
    );
    const before = {
      etag: this.#there.get(inside + manifestName)?.etag,
      there: Object.fromEntries(there),
      known: known?.files ?? {},
    };
    const { etag, files } = await publishArtifact(this.#placeOf(path), before, this.#context);
    await this.#known.set(path, local, etag, files);
    this.#noteThere(inside + manifestName, etag);
    for (const [name, file] of Object.entries(files)) this.#noteThere(inside + name, file.etag);
  }

  async #send(path: string): Promise<void> {
    const local = this.#path(path);
    if (await isAsKnown(local, await this.#known.get(path))) return;
    const place = this.#placeOf(dirname(path));

    const note = join(place.incoming, 'file.upload.json');
    const etag = await (await stageObject(this.#bucket, this.#key(path), local, note, this.#context)).complete();
    await this.#known.set(path, local, etag);
    this.#noteThere(path, etag);
  }

  /** Removes there what was here when it was looked at and is not any more: manifests first, so that nobody begins to read. */
  async #removeGone(paths: ReadonlySet<string>): Promise<void> {
    const gone = [...this.#here].filter((path) => !paths.has(path) && this.#there.has(path));
    const { artifacts } = mirroredFiles(paths);
    const own = gone.filter((path) => !artifacts.some((artifact) => path.startsWith(`${artifact}/`)));
    for (const path of own.toSorted((a, b) => Number(b.endsWith(manifestName)) - Number(a.endsWith(manifestName)))) {
      await this.#bucket.remove(this.#key(path));
      this.#there.delete(path);
      await this.#known.forget(path.replace(`/${manifestName}`, ''));
    }
    this.#here = new Set(paths);
  }

  async #paths(): Promise<string[]> {
    const found: string[] = [];
    for (const top of ['data', 'reports', 'movierec.yaml']) {
      const path = join(this.root, top);
      const kind = await stat(path).catch(() => undefined);
      if (kind?.isFile()) found.push(top);
      if (!kind?.isDirectory()) continue;
      for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
        if (entry.isFile()) found.push(relative(this.root, join(entry.parentPath, entry.name)).split(sep).join('/'));
      }
    }
    return found;
  }

  #noteThere(path: string, etag: string): void {
    this.#there.set(path, { key: this.#key(path), bytes: 0, etag });
  }
  #path(path: string): string {
    return join(this.root, ...path.split('/'));
  }
  #key(path: string): string {
    return this.#prefix + path;
  }
  #placeOf(path: string): ArtifactPlace {
    return {
      bucket: this.#bucket,
      prefix: this.#key(path),
      folder: this.#path(path),
      incoming: join(this.#cache, 'incoming'),
    };
  }
}

/** A part of a prefix as the name of a folder. */
const plain = (part: string): string => (/^\.*$/.test(part) ? `_${part}` : part.replaceAll(sep, '_'));

/**
 * Opens a workspace that is kept in a bucket; nothing has come yet: see `pull`. To be closed.
 * @throws BAD_ADDRESS
 */
export async function openMirroredWorkspace(
  address: string,
  options: MirrorOptions,
  context: Context,
): Promise<MirroredWorkspace> {
  const { bucket, key } = requireObjectAddress(address);
  const prefix = key === '' || key.endsWith('/') ? key : `${key}/`;
  const shown = objectAddress({ bucket, key: prefix });
  const opened = await openBucket(bucket, context.signal);
  const workspace = new MirroredWorkspace(shown, opened, prefix, options, context);
  await makeFolder(workspace.root);
  return workspace;
}
