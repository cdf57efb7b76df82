import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';

const about = z.object({ source: z.string(), version: z.string() });

/** How much of a file has come, and of which version of it (an ETag or a date, as the server gave it). */
export interface Resumable {
  readonly bytes: number;
  readonly version: string;
}

/**
 * A file on its way: `NAME.part` holds the bytes that have come, `NAME.part.json` says from where and of which version,
 * so that a later try, or a later run, goes on only with the same file.
 */
export class PartFile {
  readonly path: string;
  readonly #aboutPath: string;
  readonly #source: string;

  constructor(path: string, url: string) {
    this.path = `${path}.part`;
    this.#aboutPath = `${path}.part.json`;
    // A digest, because the address may hold a password or a key.
    this.#source = createHash('sha256').update(url).digest('hex');
  }

  /** From where to go on; nothing where there is nothing, or something from elsewhere. */
  async resumable(): Promise<Resumable | undefined> {
    try {
      const { source, version } = about.parse(JSON.parse(await readFile(this.#aboutPath, 'utf8')));
      const { size: bytes } = await stat(this.path);
      return source === this.#source && bytes > 0 ? { bytes, version } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Opens it at its end, to go on. */
  continue(): Promise<FileHandle> {
    return open(this.path, 'a');
  }

  /** Opens it empty. Without a version nothing can be resumed later. */
  async restart(version?: string): Promise<FileHandle> {
    // The old version's bytes go first: a kill in between must not leave them under the new version's name.
    await this.discard();
    const file = await open(this.path, 'w');
    if (version) await writeFile(this.#aboutPath, JSON.stringify({ source: this.#source, version }));
    return file;
  }

  async discard(): Promise<void> {
    await rm(this.path, { force: true });
    await rm(this.#aboutPath, { force: true });
  }

  /** Gives it its final name, in place of whatever had that name. */
  async finish(path: string): Promise<void> {
    await rename(this.path, path);
    await rm(this.#aboutPath, { force: true });
  }
}
