import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ManifestFile } from './manifest.ts';

/** The digest of a file in hex, read once in blocks of a megabyte. */
export async function digestOf(path: string, algorithm: 'sha256' | 'md5', signal?: AbortSignal): Promise<string> {
  const hash = createHash(algorithm);
  for await (const block of createReadStream(path, { highWaterMark: 1 << 20, ...(signal && { signal }) })) {
    hash.update(block as Buffer);
  }
  return hash.digest('hex');
}

/**
 * Size, time and SHA-256 of a file, to be listed in a manifest as `name`. A file that `known` lists with the same size
 * and time is taken to be unchanged and is not read again.
 */
export async function describeFile(path: string, name: string, known?: ManifestFile): Promise<ManifestFile> {
  const { size: bytes, mtimeMs: modified } = await stat(path);
  if (known?.bytes === bytes && known.modified === modified) return { ...known, path: name };
  return { path: name, bytes, modified, sha256: await digestOf(path, 'sha256') };
}
