import { createHash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileWhole } from '../write-file.ts';

const known = z.object({
  name: z.string(),
  /** The version of the object that the file is the same as. */
  etag: z.string(),
  /** Size and time of the file, in milliseconds: it has not changed since where it still has these. */
  bytes: z.number(),
  modified: z.number(),
  /** Of an artifact, whose object is its manifest: its other files by path, as they are here and there. */
  files: z.record(z.string(), z.object({ etag: z.string(), sha256: z.string() })).exactOptional(),
});

/** A file that was the same as an object the last time the two were compared. */
export type KnownObject = z.infer<typeof known>;

export type KnownFiles = Readonly<Record<string, { readonly etag: string; readonly sha256: string }>>;

/** Remembers which files are the same as which versions of objects, in a folder, with a file for each. */
export class KnownObjects {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async get(name: string): Promise<KnownObject | undefined> {
    try {
      const found = known.parse(JSON.parse(await readFile(this.#path(name), 'utf8')));
      return found.name === name ? found : undefined;
    } catch {
      return undefined;
    }
  }

  /** Notes that the file at this path, as it is now, is the same as a version of the object. */
  async set(name: string, path: string, etag: string, files?: KnownFiles): Promise<void> {
    const { size: bytes, mtimeMs: modified } = await stat(path);
    await writeFileWhole(this.#path(name), JSON.stringify({ name, etag, bytes, modified, ...(files && { files }) }));
  }

  async forget(name: string): Promise<void> {
    await rm(this.#path(name), { force: true });
  }

  #path(name: string): string {
    return join(this.#folder, `${createHash('sha256').update(name).digest('hex').slice(0, 40)}.json`);
  }
}

/** Whether a file is there and as it was when it was noted. */
export async function isAsKnown(path: string, object: KnownObject | undefined): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.size === object?.bytes && found.mtimeMs === object.modified;
}
