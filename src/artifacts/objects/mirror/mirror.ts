import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Bucket, StoredObject } from '../../../connections/s3.ts';
import type { Context } from '../../../context.ts';
import { manifestName } from '../../manifest.ts';
import type { ArtifactPlace } from '../fetch-artifact.ts';
import { KnownObjects } from '../known-objects.ts';

/** The two places of a workspace, a folder here and a prefix of a bucket there, and what was seen of each. Paths have slashes. */
export class Mirror {
  readonly bucket: Bucket;
  readonly prefix: string;
  /** The folder of the workspace itself, and the one with what is noted of it beside it. */
  readonly root: string;
  readonly #folder: string;
  /** What was the same here and there. */
  readonly known: KnownObjects;
  readonly context: Context;
  /** What there was in the bucket when it was looked at last, by path. */
  there = new Map<string, StoredObject>();
  /** Files that were here when it was looked at last: what is gone since is removed there, too. */
  here: ReadonlySet<string> = new Set();

  constructor(bucket: Bucket, prefix: string, folder: string, context: Context) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.root = join(folder, 'workspace');
    this.#folder = folder;
    this.known = new KnownObjects(join(folder, 'known'));
    this.context = context;
  }

  /** The same places and the same notes, asked through another client. */
  through(bucket: Bucket, context: Context): Mirror {
    return new Mirror(bucket, this.prefix, this.#folder, context);
  }

  async lookThere(): Promise<void> {
    const objects = await this.bucket.list(this.prefix);
    this.there = new Map(objects.map((object) => [object.key.slice(this.prefix.length), object]));
  }

  /** Notes what was put there. */
  noteThere(path: string, etag: string): void {
    this.there.set(path, { key: this.key(path), bytes: 0, etag });
  }

  /** The paths of all files that are here. */
  async paths(): Promise<string[]> {
    const found: string[] = [];
    for (const top of ['data', 'reports', 'movierec.yaml']) {
      const path = join(this.root, top);
      const kind = await stat(path).catch(() => undefined);
      if (kind?.isFile()) found.push(top);
      if (!kind?.isDirectory()) continue;
      for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
        if (entry.isFile()) found.push(this.pathOf(join(entry.parentPath, entry.name)));
      }
    }
    return found;
  }

  /** Of a file or a folder here. */
  pathOf(place: string): string {
    return relative(this.root, place).split(sep).join('/');
  }
  local(path: string): string {
    return join(this.root, ...path.split('/'));
  }
  localManifest(path: string): string {
    return join(this.local(path), manifestName);
  }
  key(path: string): string {
    return this.prefix + path;
  }
  place(path: string): ArtifactPlace {
    return { bucket: this.bucket, prefix: this.key(path), folder: this.local(path), incoming: this.incoming };
  }
  /** Where files are on their way. */
  get incoming(): string {
    return join(this.#folder, 'incoming');
  }
}
